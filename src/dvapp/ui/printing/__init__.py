"""Printing a paper as it is: its signed bytes, stamps and seals included, at their real size."""
