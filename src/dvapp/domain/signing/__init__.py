"""Tokens, timestamps, and what a verification says."""
