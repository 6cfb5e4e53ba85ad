"""Loading what the first write needs before it is asked for (speed.md, What moves it)."""

from collections.abc import Callable
from importlib import import_module

__all__ = ["STEPS"]


def _load(name: str) -> Callable[[], None]:
    def step() -> None:
        import_module(name)

    return step


#: Small steps, so that a key pressed in between waits for one of them and not for all.
STEPS: tuple[Callable[[], None], ...] = tuple(
    _load(name)
    for name in (
        "pydantic",
        "sqlalchemy",
        "sqlalchemy.orm",
        "sqlmodel",
        "kamtui.store.tables",
        "kamtui.store.unit_of_work",
        "kamtui.store.engine",
    )
)
