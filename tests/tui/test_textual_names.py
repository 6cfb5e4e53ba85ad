"""Textual private names the program relies on: a release without them fails here."""

from textual.app import App
from textual.driver import Driver
from textual.screen import Screen


async def test_the_names_are_there() -> None:
    assert callable(Screen._compositor_refresh)
    assert callable(Driver.write)
    app = App[None]()
    async with app.run_test():
        assert app._batch_count == 0
        assert app._running
        assert app._driver is not None
