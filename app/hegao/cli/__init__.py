"""The command line: arguments to api calls to an exit code.

Exit codes: 0 everything was read and nothing at or above ``--fail-level`` was found; 1 something was found; 2 something
could not be done.
"""

from hegao.cli.main import main

__all__ = ["main"]
