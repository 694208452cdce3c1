"""Figures of a period, of each unit, and as charts."""
