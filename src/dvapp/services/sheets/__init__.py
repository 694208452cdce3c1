"""Importing other people's sheets, and the blank forms that spare them."""
