"""The text as people read it: placeholders filled in, references resolved, passages, sentences and citations."""
