"""Findings to edits, edits into a copy of the user's file, and a draft laid out afresh."""

from hegao.fix.copy import apply, write_beside, write_copy
from hegao.fix.mended import mended_draft
from hegao.fix.plan import Applied, Edit, Plan, Skipped, plan
from hegao.fix.remarks import Tracking, tracking
from hegao.fix.text_edit import edit_text
from hegao.fix.typeset import Typeset, typeset_draft

__all__ = [
    "Applied",
    "Edit",
    "Plan",
    "Skipped",
    "Tracking",
    "Typeset",
    "apply",
    "edit_text",
    "mended_draft",
    "plan",
    "tracking",
    "typeset_draft",
    "write_beside",
    "write_copy",
]
