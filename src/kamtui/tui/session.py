"""The application over a real desk: the chores of a session around the screens."""

from __future__ import annotations

import asyncio
import os
import re
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.dom import DOMNode
from textual.message_pump import MessagePump

from kamtui.domain.errors import KamError
from kamtui.i18n import _, ngettext
from kamtui.present.columns import fit
from kamtui.tui.app import KamApp
from kamtui.tui.desk_book import DeskBook
from kamtui.tui.messages import CalendarRead, ScaleRead
from kamtui.tui.operations import Operations
from kamtui.tui.score_keeper import ScoreKeeper
from kamtui.tui.screens.base import KamScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from concurrent.futures import Future

    from kamtui.domain.views.agenda import Agenda
    from kamtui.domain.views.changes import ChangeSet
    from kamtui.services.desk import Desk
    from kamtui.services.drafts import FormDraft
    from kamtui.tui.styles.palettes import ThemeName
    from kamtui.tui.widgets.prompt import Part

__all__ = ["DeskApp", "FirstRunApp", "lacks_book"]

#: Seconds after the first paint at which the chores begin.
CHORES_AFTER = 0.4
#: Seconds without a key after which what a write needs is loaded, one step at a time.
IDLE = 0.6
#: Seconds a busy widget may hold the next key back, and a flow that reads before it asks.
#: (longer than the book is waited for: words meant for a panel must not reach the list)
KEY_PATIENCE, FLOW_PATIENCE = 0.5, 20.0
#: Seconds what is wrong with the settings file stays before anything else is offered.
READING = 6.0
#: Panels that lead to a write.
_WRITING = frozenset(
    (
        "log", "edit", "talk", "add", "add_customer", "bulk", "by_cadence", "snooze", "date",
        "add_order", "order", "order_line", "receivable", "payment", "received", "note", "day",
        "segment_rules",
    )
)  # fmt: skip


def lacks_book(desk: Desk) -> bool:
    """Tell whether the file of a book is not there yet; one on a server always is."""
    return desk.path is not None and not desk.path.exists()


class DeskApp(KamApp):
    """Creates the book where it is missing, backs it up, offers drafts, warms the first write."""

    def __init__(
        self,
        book: DeskBook,
        *,
        theme: ThemeName = "dark",
        ascii_only: bool = False,
        reader: bool = False,
        keys: Mapping[str, tuple[str, ...]] | None = None,
        sample: bool = False,
        first: Future[Agenda] | None = None,
        troubles: Sequence[KamError] = (),
        own: Callable[[], Desk] | None = None,
    ) -> None:
        """Prepare; see `KamApp`.

        Args:
            book: The open book.
            theme: Colours.
            ascii_only: Draw with ASCII characters only.
            reader: Draw for a screen reader.
            keys: A user's own keys by command id.
            sample: Say that this is the sample book.
            first: The agenda, asked for while Textual was being imported.
            troubles: What of the settings file could not be used, to be said.
            own: Opens the user's own book, for leaving the sample.
        """
        super().__init__(
            book,
            theme=theme,
            ascii_only=ascii_only,
            reader=reader,
            keys=keys,
            sample=sample,
            first=first,
        )
        self.desk_book = book
        self.troubles = tuple(troubles)
        self._own = own
        #: The book whose chores have begun.
        self._tended: Desk | None = None
        #: Books opened after the first one; whoever opened that closes it.
        self._opened: list[Desk] = []
        self._coached = False
        self._warming: list[Callable[[], None]] | None = None
        self._typed: deque[events.Key | events.Paste] = deque()
        self._typed_at = float("-inf")
        self._gate: asyncio.Task[None] | None = None
        self._keeper = self._keeper_of(book.desk)
        self.before_exit.append(lambda: self._keeper.close())

    def _keeper_of(self, desk: Desk) -> ScoreKeeper:
        return ScoreKeeper(
            desk,
            idle=lambda: self.monotonic() - self._typed_at,
            told=self._scores_kept,
        )

    def on_ready(self) -> None:
        """Begin the chores once the first frame is out; without a book there are none."""
        self.mode_change_signal.subscribe(self, self._mode_changed)
        self._say_troubles()
        if self.current_mode != "first_run":
            self._read_scale()
            self.set_timer(CHORES_AFTER, self._begin_chores)

    async def on_unmount(self) -> None:
        """Finish the writes asked for, then let the books go that were opened on the way."""
        await super().on_unmount()
        for desk in self._opened:
            desk.close()

    # -- keys in their order -------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        """Let a key go on its way only when the one before has had its whole effect.

        Keys that arrive together (a fast typist, a slow link) would otherwise all go to the widget
        that had the keyboard when they came: ``l`` and the words after it to the list, where the
        words would be commands.
        """
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            self._typed.append(event)
            self._typed_at = self.monotonic()
            if self._gate is None or self._gate.done():
                self._gate = asyncio.create_task(self._let_keys_pass())
            return
        await super().on_event(event)

    async def _let_keys_pass(self) -> None:
        try:
            while self._typed:
                event = self._typed.popleft()
                if self.changing:
                    continue
                target = self.focused or self.screen
                await super().on_event(event)
                await self._settle(target)
        except Exception as error:  # as the message pump would
            self._handle_exception(error)

    def forget_typed(self) -> None:
        """Drop keys that wait for something that did not open."""
        self._typed.clear()

    async def _settle(self, target: DOMNode) -> None:
        """Wait until a key has passed everybody it may concern, and a flow it began has begun."""
        for node in dict.fromkeys((*target.ancestors_with_self, self)):
            passed = asyncio.Event()
            if isinstance(node, MessagePump) and node.call_later(passed.set):
                with suppress(TimeoutError):
                    await asyncio.wait_for(passed.wait(), timeout=KEY_PATIENCE)
        until = self.monotonic() + FLOW_PATIENCE
        while getattr(self.screen, "starting", False) and self.monotonic() < until:
            await asyncio.sleep(0.002)

    def _begin_chores(self) -> None:
        self._tended = self.desk
        self._read_calendar()
        self.run_worker(self._chores(), group="chores", exit_on_error=False)

    async def _chores(self) -> None:
        try:
            await self.operations.fetch(self._offer_drafts_later)
            if lacks_book(self.desk_book.desk):
                await self.operations.perform(self.desk_book.desk.ensure)
            await self._back_up()
            self._keeper.begin()
            await self._coach()
        except KamError as error:
            self._say_error(error)

    def _mode_changed(self, mode: str) -> None:
        if mode == "agenda" and not self._coached:
            self.run_worker(self._coach(), group="coach", exclusive=True, exit_on_error=False)

    def _say_link(self) -> None:
        """Say once on this computer what a slow link is helped by."""
        from kamtui.tui import coach

        screen = self.screen
        if not isinstance(screen, KamScreen) or screen.status.asking or screen.status.text:
            return
        parts = coach.link_parts(os.environ)
        if parts:
            screen.say(parts)
            coach.note_link()

    async def _coach(self) -> None:
        """Say the keys of the day over one's own agenda, in the first sessions and once in each.

        The sample's agenda says them itself.  A line that says something else is left alone.
        """
        from kamtui.tui import coach

        self._say_link()
        if self._coached or self.sample:
            return
        book = self.book
        with suppress(KamError):
            counts = await self.operations.fetch(
                lambda: None if coach.is_over() else book.agenda().counts
            )
            screen = self.screen
            owed = counts is not None and counts.overdue + counts.today
            if counts is None or not owed or self._coached:
                return
            if not isinstance(screen, KamScreen) or screen.KIND != "agenda":
                return
            if screen.status.asking or screen.status.text or screen.form_keys:
                return
            self._coached = True
            screen.say(coach.coach_parts(counts))
            await self.operations.fetch(coach.note_shown)

    def _offer_drafts_later(self) -> None:
        from kamtui.services import drafts

        kept = drafts.everything(self.desk_book.desk)
        if kept:
            self.call_from_thread(self._offer_soon, kept)

    def _offer_soon(self, drafts: tuple[FormDraft, ...]) -> None:
        """Offer drafts, later where something else has to be read first."""
        if self.troubles:
            self.set_timer(READING, lambda: self._offer(drafts))
        else:
            self._offer(drafts)

    def _say_troubles(self) -> None:
        """Say what of the settings file is not used; the key map has the rest of a longer list."""
        screen = self.screen
        if not self.troubles or not isinstance(screen, KamScreen):
            return
        first = self.troubles[0]
        place = re.search(r"line \d+, column \d+", str(first.params.get("where", "")))
        if place is not None:  # where it is before what a parser thinks of it: one row has to do
            first = KamError(first.code, {**first.params, "where": place[0]})
        screen.say_error(first)

    @property
    def days_ahead(self) -> int:
        """How many days ahead the agenda looks."""
        return self.desk.preferences.upcoming_days

    async def keep(self, key: str, value: str) -> None:
        """Write a choice into this computer's settings, and say what it was before."""
        from kamtui.services import settings
        from kamtui.tui.screens.settings_words import told_of

        desk = self.desk
        before = settings.stored_preference(key)
        await self.operations.perform(lambda: settings.change(desk, key=key, text=value))
        if isinstance(self.screen, KamScreen):
            self.screen.say(told_of(key, value, before))

    def _offer(self, drafts: tuple[FormDraft, ...]) -> None:
        """Say what was typed and not saved, and how to get to it.

        Where the newest is a log whose row is in sight the cursor goes there.
        """
        from kamtui.tui.screens.drafts import draft_title, draft_when

        screen = self.screen
        if not isinstance(screen, KamScreen) or screen.status.asking or screen.query("Form"):
            return  # whoever writes already is not to lose sight of what the form says
        if screen.status.text and not self.troubles:
            return  # nor whoever has done something already of how it ended
        newest = drafts[0]
        count = len(drafts)
        words = ngettext("{count} draft kept:", "{count} drafts kept:", count).format(count=count)
        title = fit(draft_title(newest), 30, ellipsis=screen.brush.ellipsis).rstrip()
        parts = [
            (words + " ", "muted", False),
            (title, "text", False),
            ("  " + draft_when(newest), "muted", False),
        ]
        go_to = getattr(screen, "go_to_customer", None)
        if newest.form == "log" and go_to is not None and go_to(newest.customer_id):
            parts += screen.key_hint("agenda.log", _("continues"))
        if newest.form != "log" or count > 1 or len(parts) == 3:
            parts += [
                ("   " + self.key_map.letter("app.palette"), "accent", False),
                (_("drafts"), "accent", False),
                (" " + _("lists them"), "muted", False),
            ]
        screen.say(tuple(parts))

    async def _back_up(self) -> None:
        from kamtui.services import safety

        desk = self.desk_book.desk
        if not self.sample:
            await asyncio.get_running_loop().run_in_executor(None, safety.backup_after_start, desk)

    def _say_error(self, error: KamError) -> None:
        if isinstance(self.screen, KamScreen):
            self.screen.say_error(error)

    # -- which book ----------------------------------------------------------------------------

    async def open_sample(self) -> None:
        """Open the sample book in this program, making it where it is missing or stale.

        Raises:
            KamError: What making or opening it raises.
        """
        own = self.desk

        def ready() -> Desk:
            from kamtui.services import sample
            from kamtui.services.bootstrap import open_desk

            place = sample.ensure(today=own.today()).path
            return open_desk(book=place, clock=own.clock, preferences=own.preferences, sample=True)

        self._change_book_to(await self.operations.perform(ready), "agenda")

    async def do_app_leave_sample(self) -> None:
        """Open one's own book, or ask how to begin where there is none yet."""
        if self._own is None:
            self._say(_("q twice leaves; `kamtui` opens your own book"))
            return
        desk = self._own()
        self._change_book_to(desk, "first_run" if lacks_book(desk) else "agenda")

    def _change_book_to(self, desk: Desk, mode: str) -> None:
        # On the application: the screen that asked for it is taken away on the way.
        self.run_worker(self._change_book(desk, mode), group="book", exit_on_error=True)

    async def _change_book(self, desk: Desk, mode: str) -> None:
        """Show another book from its first screen on; nothing of the one before stays."""
        before, self.operations = self.operations, Operations()
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(None, before.close)
        await loop.run_in_executor(None, self._keeper.close)
        self._opened.append(desk)
        self.desk_book = self.book = DeskBook(desk)
        self._keeper = self._keeper_of(desk)
        self.forget_book(sample=desk.sample)
        await self._show_only(mode)

    async def _show_only(self, mode: str, told: tuple[Part, ...] = ()) -> None:
        """Show a screen anew; a book that was not on the screen before has its chores done."""
        await super()._show_only(mode, told)
        if mode == "first_run":
            return
        if self._tended is not self.desk:
            self.set_timer(CHORES_AFTER, self._begin_chores)
        else:
            self._keeper.begin()  # after an import every score may be another

    # -- stored scores -------------------------------------------------------------------------

    def broadcast(self, changes: ChangeSet | None) -> None:
        """Tell every screen that the book changed, and whoever keeps the scores."""
        super().broadcast(changes)
        self._keeper.after(changes)
        if changes is None or changes.everything or "scoring_model" in changes.kinds:
            self._read_scale()
        if changes is None or changes.everything or "setting" in changes.kinds:
            self._read_calendar()

    def _read_calendar(self) -> None:
        """Ask for the working days of the book's country; never before the first frame."""
        from kamtui.services import calendars

        desk = self.desk
        self.operations.read(self, lambda: calendars.of_desk(desk), CalendarRead, group="calendar")

    @on(CalendarRead)
    def _calendar_read(self, event: CalendarRead) -> None:
        from kamtui.tui.panels.dates import use_calendar

        use_calendar(event.calendar)

    def _read_scale(self) -> None:
        """Ask where grades begin; it is read before any customer, whose bars show it."""
        from kamtui.services import grade_rules

        desk = self.desk
        self.operations.read(self, lambda: grade_rules.scale(desk), ScaleRead, group="scale")

    @on(ScaleRead)
    def _scale_read(self, event: ScaleRead) -> None:
        if event.scale != self.scale:
            self.scale = event.scale
            self._repaint()

    def _scores_kept(self, to_review: int | None) -> None:
        """Show what the thread of the scores found; runs in that thread."""
        with suppress(RuntimeError):  # closing
            self.call_later(self._show_scores, to_review)

    def _show_scores(self, to_review: int | None) -> None:
        if to_review is not None:
            self.tab_counts["grades"] = to_review
        for screen in self._kam_screens():
            screen.scores_changed()

    # -- the first write -----------------------------------------------------------------------

    async def open_panel(self, name: str, screen: KamScreen, item: object = None) -> Any:
        """Open a panel; one that leads to a write has what that needs loaded meanwhile."""
        if name in _WRITING and self._warming is None:
            from kamtui.services.warm_up import STEPS

            self._warming = list(STEPS)
            self.set_timer(IDLE, self._warm)
        return await super().open_panel(name, screen, item)

    def _warm(self) -> None:
        """Load one step where nobody has typed for a moment, and come back for the next."""
        if not self._warming:
            return
        if self.monotonic() - self._typed_at < IDLE:
            self.set_timer(IDLE, self._warm)
            return
        step = self._warming.pop(0)
        self.operations.write(self, step, lambda _none: events.Callback(self._warm_next))

    def _warm_next(self) -> None:
        self.set_timer(0.05, self._warm)


class FirstRunApp(DeskApp):
    """The application where there is no book yet: it begins by asking how to begin."""

    DEFAULT_MODE = "first_run"
