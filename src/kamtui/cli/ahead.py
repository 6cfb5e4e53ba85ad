"""Import what a command needs next while SQLite is looking.

SQLite works without the interpreter's lock, so that a scan of a large book and the import of what
shows its answer take as long as the longer of the two.
"""

from _thread import start_new_thread
from importlib import import_module

__all__ = ["import_ahead"]


def import_ahead(*names: str) -> None:
    """Begin to import modules in another thread; who imports them later waits for it there."""
    start_new_thread(_work, names)


def _work(*names: str) -> None:
    for name in names:
        try:
            import_module(name)
        except Exception:  # whoever needs it meets the same error, where it is reported
            return
