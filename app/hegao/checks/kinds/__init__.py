"""One module per kind of check; a rule's ``kind`` is the module's name."""
