"""Tips that retire: how often a user was told a key (ux.md, Making keys discoverable)."""

import json
from contextlib import suppress

from kamtui.config import paths

__all__ = ["MOST", "teach"]

#: Times a tip is shown.
MOST = 3


def teach(name: str) -> bool:
    """Count a tip and tell whether it is still to be shown; one that cannot be counted is shown."""
    file = paths.state_folder() / "tips.json"
    known: dict[str, int] = {}
    with suppress(OSError, ValueError):
        found = json.loads(file.read_text(encoding="utf-8"))
        if isinstance(found, dict):
            known = {str(key): times for key, times in found.items() if isinstance(times, int)}
    times = known.get(name, 0)
    if times >= MOST:
        return False
    with suppress(OSError):
        paths.write_private(file, json.dumps({**known, name: times + 1}))
    return True
