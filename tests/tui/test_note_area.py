"""The note's text area on its own: taking back what was pasted at its end."""

from textual.app import App, ComposeResult
from textual.geometry import Region

from kamtui.tui.panels.note import NoteArea


class Page(App[None]):
    """Nothing but a note."""

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the one colour of the program's theme that a note needs."""
        return {"cursor-row": "#333333"}

    def compose(self) -> ComposeResult:
        """Return the note."""
        yield NoteArea("")


async def test_an_undo_that_takes_out_the_cursors_line_leaves_the_program_running() -> None:
    app = Page()
    async with app.run_test(size=(40, 6)) as pilot:
        note = app.query_one(NoteArea)
        note.focus()
        await pilot.press("a", "enter", "b")
        note.take("\nc")
        await pilot.pause()
        await pilot.press("ctrl+z")
        assert note.text == "a\nb"
        await pilot.press("ctrl+y")
        assert note.text == "a\nb\nc"


async def test_a_last_frame_after_the_note_is_gone_draws_nothing() -> None:
    """A frame may be painted between the removal of a form and the next layout."""
    app = Page()
    async with app.run_test(size=(40, 6)):
        note = app.query_one(NoteArea)
        await note.remove()
        strips = note.render_lines(Region(0, 0, 20, 2))
        assert [(strip.cell_length, strip.text.strip()) for strip in strips] == [(20, "")] * 2
