"""The demo: a believable portfolio of invented clients, made by the acts a person would do."""
