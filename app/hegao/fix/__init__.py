"""Accepted edits to a mended copy: plain text and .docx."""
