"""``FILE.accepted.toml``: the findings of a draft that its user decided to keep, with the reason."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import tomli

from hegao.errors import ConfigError
from hegao.findings.model import Accepted, Finding
from hegao.resources import write_atomically

SUFFIX = ".accepted.toml"


def accepted_file(draft_path: Path) -> Path:
    """The file beside the draft that holds its accepted findings."""
    return draft_path.with_name(draft_path.name + SUFFIX)


def load_accepted(path: Path) -> Mapping[str, Accepted]:
    """The accepted findings in ``path`` by fingerprint; none where there is no file.

    Raises:
        ConfigError: the file is damaged.
    """
    if not path.is_file():
        return {}
    try:
        entries: list[dict[str, Any]] = tomli.loads(path.read_text(encoding="utf-8"))["accepted"]
        return {entry["fingerprint"]: Accepted(**entry) for entry in entries}
    except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError, KeyError, TypeError) as error:
        raise ConfigError(f"忽略记录 {path} 已损坏，请改正或删除它后再试。") from error


def accept(finding: Finding, reason: str) -> Accepted:
    """The entry that keeps ``finding`` as it is."""
    excerpt = next((place.text for place in finding.places if place.text), "")
    return Accepted(finding.fingerprint, finding.rule, excerpt[:40], reason, date.today().isoformat())


def accepted_text(entries: Mapping[str, Accepted]) -> str:
    """``entries`` as the text of a file of accepted findings, in the order given."""
    import tomli_w

    rows = [{key: getattr(entry, key) for key in Accepted.__slots__} for entry in entries.values()]
    return tomli_w.dumps({"accepted": rows})


def save_accepted(path: Path, entries: Mapping[str, Accepted]) -> None:
    """Write ``entries`` to ``path``, in the order given."""
    write_atomically(path, accepted_text(entries).encode())
