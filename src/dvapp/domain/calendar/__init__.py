"""Periods, working days, and what is due on which day."""
