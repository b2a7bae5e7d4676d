"""YAML as we read and write it: the one door to it, the two halves of a file, a key changed in place."""
