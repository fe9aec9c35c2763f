"""Pure functions on ``str``: characters, numerals, dates, segmentation, phrases, similarity."""
