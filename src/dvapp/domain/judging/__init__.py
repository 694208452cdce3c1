"""Rules on figures: what a period breaks, and in which words."""
