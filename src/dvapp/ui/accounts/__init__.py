"""Accounts of a store: who works in it, with which duties."""
