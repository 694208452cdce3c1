"""Papers on their way out of the house: who has done what, whose turn it is, and doing it."""
