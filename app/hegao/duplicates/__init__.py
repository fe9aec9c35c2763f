"""Repetition inside a draft and against past reports."""
