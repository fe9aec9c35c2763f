"""Wrong characters, found with a character model of official Chinese that ships with the program."""
