"""Vietnamese words: one fold for every search, the order of dictionaries, the letters of before Unicode."""
