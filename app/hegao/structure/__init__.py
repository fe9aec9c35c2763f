"""The usual shape of a genre in the past reports, and what a draft lacks against it."""
