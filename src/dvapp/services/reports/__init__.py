"""Composing, changing and drawing reports, and taking them out of the program."""
