"""Recording what was done, with the files that prove it."""
