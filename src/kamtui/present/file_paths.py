"""Paths as people write them."""

from pathlib import Path

__all__ = ["shown_path"]


def shown_path(path: Path) -> str:
    """Return a path with the home folder as ``~``."""
    try:
        return str(Path("~") / path.absolute().relative_to(Path.home()))
    except (ValueError, RuntimeError, OSError):  # elsewhere, or nobody knows where home is
        return str(path)
