"""Where things are and what language they speak: paths, resources, words, number formats, log, clock."""
