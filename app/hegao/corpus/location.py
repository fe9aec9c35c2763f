"""Where the past reports are when nobody names a place."""

import os
from pathlib import Path
from typing import Final

from hegao.resources import user_dir

ENVIRONMENT: Final = "HEGAO_STORE"


def usual_address() -> str | Path:
    """What ``HEGAO_STORE`` says, or the user's own file."""
    return os.environ.get(ENVIRONMENT) or user_dir() / "past_reports.sqlite"


def nothing_stored() -> bool:
    """Whether that is a file which has not been made yet; no database is loaded to tell."""
    address = str(usual_address())
    return "://" not in address and not Path(address).expanduser().exists()
