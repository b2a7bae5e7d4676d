"""What came back of a contract: read into rows, decided, and taken into the text."""
