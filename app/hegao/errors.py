"""What can go wrong for a user, each as one Chinese sentence that says what to do."""


class HegaoError(Exception):
    """A failure with one clear sentence for the user; front ends print it and exit with 2.

    The message names the thing (file, rule, option) and what the user can do about it.
    """


class InputError(HegaoError):
    """A file that cannot be read as a draft or a past report."""


class ConfigError(HegaoError):
    """A wrong option, profile, setting or correction."""


class RuleError(HegaoError):
    """A rule file that does not keep to the schema; names the file and the key."""


class StoreError(HegaoError):
    """A store of past reports that cannot be opened or written."""
