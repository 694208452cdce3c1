"""Deadlines of the year: the words for them, the screen, and the card of the overview."""
