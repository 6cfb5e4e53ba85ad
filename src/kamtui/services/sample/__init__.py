"""The sample book: a rep's desk made up relative to a day, and its upkeep."""

from kamtui.services.sample.book import (
    Opened,
    Prepared,
    ensure,
    ensure_sample,
    is_sample,
    open_sample,
    sample_path,
)
from kamtui.services.sample.building import build
from kamtui.services.sample.removal import remove
from kamtui.services.sample.sizes import Sizes

__all__ = [
    "Opened",
    "Prepared",
    "Sizes",
    "build",
    "ensure",
    "ensure_sample",
    "is_sample",
    "open_sample",
    "remove",
    "sample_path",
]
