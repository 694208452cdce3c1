"""Puts the parts together: start-up, command line, main window, crash dialog."""
