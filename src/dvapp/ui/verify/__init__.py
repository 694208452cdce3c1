"""Verifying any signed PDF, and reading the data under its signature."""
