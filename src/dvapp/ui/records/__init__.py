"""Records: the list, the form drawn from its kind's definition, and what both mean."""
