"""Findings to edits, and edits into a copy of the user's file: plain text and the text of Word files."""

from hegao.fix.copy import apply, write_copy
from hegao.fix.plan import Applied, Edit, Plan, Skipped, plan
from hegao.fix.remarks import Tracking, tracking
from hegao.fix.text_edit import edit_text

__all__ = [
    "Applied",
    "Edit",
    "Plan",
    "Skipped",
    "Tracking",
    "apply",
    "edit_text",
    "plan",
    "tracking",
    "write_copy",
]
