"""The board's own entries over its pack and the catalogue of units."""
