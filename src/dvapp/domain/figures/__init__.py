"""Figures: what records add up to, what units type, and the way back from each number."""
