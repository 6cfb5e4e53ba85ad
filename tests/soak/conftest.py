"""Long attacks use the program as it is delivered, disk waits included."""

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def synced(template_book: object) -> Iterator[None]:
    """Undo what `tests.conftest.unsynced` spares the quick tests."""
    from kamtui.store import engine

    with pytest.MonkeyPatch.context() as patch:
        real = tuple(
            each.replace("=OFF", "=EXTRA") if "synchronous" in each else each
            for each in engine._PRAGMAS
        )
        patch.setattr(engine, "_PRAGMAS", real)
        yield
