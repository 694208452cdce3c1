"""Searching everything a board has."""
