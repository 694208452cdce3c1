"""Search over everything, in the bar on top."""
