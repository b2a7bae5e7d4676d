"""Drawing a contract from a template: answers, conditions, options, numbers."""
