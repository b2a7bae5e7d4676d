"""Word files that go out and come back: copies sent, files received, redlines, remarks, and whether a file is what we made."""
