"""Pure functions from results to output: plain text, JSON, HTML, Markdown."""
