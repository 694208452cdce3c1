"""Comparing a printed page with its file."""
