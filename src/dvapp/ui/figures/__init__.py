"""The figures of a period, each with the records behind it."""
