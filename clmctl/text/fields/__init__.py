"""What files say, key by key: the catalogue of fields, the shapes of files, values read, checked and noted."""
