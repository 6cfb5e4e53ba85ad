"""The tasks of ux.md in their keys, counted: T1 to T7 over the sample book, in both languages.

Text one has to type anyway is not counted, the words of a search are.  Each task also goes without
a single letter, and with the full-width keys an input method sends.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.conftest import TODAY
from tests.tui.conftest import screen_text, until
from tests.tui.desks import app_over
from tests.tui.sample_desk import app_of, listing, said, sample_desk, shown
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from kamtui.i18n import set_language
from kamtui.services import agenda, communications, customers, grade_review, records
from kamtui.services.communications import PlanDraft
from kamtui.services.desk import Desk
from kamtui.services.records import CustomerDraft
from kamtui.tui.app import KamApp
from kamtui.tui.screens.agenda import AgendaScreen
from kamtui.tui.screens.customer import CustomerScreen
from kamtui.tui.screens.customers import CustomersScreen
from kamtui.tui.screens.grades import GradesScreen
from kamtui.tui.widgets.agenda_rows import FOLDED_KEY

HUADONG = "华东机械有限公司"


class Hand:
    """Presses keys and counts them; text is typed uncounted."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self._pilot = pilot
        self.keys = 0

    async def press(self, *keys: str) -> None:
        self.keys += len(keys)
        for key in keys:
            if len(key) == 1 and not key.isalnum():  # Pilot finds no character for some of these
                self._pilot.app.post_message(events.Key(_character_to_key(key), key))
            else:
                await self._pilot.press(key)

    async def type(self, text: str) -> None:
        await self._pilot.press(*("space" if one == " " else one for one in text))


@pytest.fixture(params=["en", "zh"])
def sample(request: pytest.FixtureRequest, tmp_path: Path, unsynced: None) -> Iterator[Desk]:
    set_language("zh" if request.param == "zh" else "en")
    desk = sample_desk(tmp_path)
    yield desk
    desk.close()


async def begun(pilot: Pilot[None], app: KamApp) -> Hand:
    """Wait for the agenda; nothing has been pressed."""
    await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
    await until(pilot, lambda: listing(app).key is not None)
    return Hand(pilot)


def first_late(desk: Desk) -> str:
    """Return the customer of the first row, who is the one the cursor is on."""
    return agenda.read(desk, days=7).items[0].customer_id


@pytest.mark.parametrize(
    ("keys", "goal"),
    [
        ("/hdj", 4),
        ("、ｈｄｊ", 4),
        ("／ｈｄｊ", 4),
        ("/4063", 5),  # the last digits of the phone: no letter
        ("、４０６３", 5),
    ],
)
async def test_t1_find_a_phone_and_the_last_contact(sample: Desk, keys: str, goal: int) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        hand = await begun(pilot, app)
        await hand.press(*keys)

        def seen() -> bool:
            rows = [row for row in screen_text(pilot) if "华东机械" in row]
            return any("138 2803 4063" in row and "44" in row for row in rows)

        await until(pilot, seen)
        assert hand.keys <= goal
        await hand.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CustomerScreen))
        await shown(pilot, "10-09")
        assert "华东机械" in screen_text(pilot)[0] and hand.keys <= goal + 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("l", ("tab", "2", "w", "enter")),
        ("4", ("tab", "1", "4", "enter")),
        ("４", ("tab", "１", "４", "enter")),
    ],
)
async def test_t2_a_call_of_two_lines_and_the_next_in_two_weeks(
    sample: Desk, before: str, after: Sequence[str]
) -> None:
    app, customer = app_of(sample), first_late(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        hand = await begun(pilot, app)
        await hand.press(before)
        await hand.type("同意试样")
        await hand.press("enter")
        await hand.type("周五寄出")
        await hand.press(*after)
        await until(pilot, lambda: not app.screen.query("Form") and not app.operations.writing)
        assert hand.keys <= 6
    brief = customers.brief(sample, customer_id=customer)
    assert brief.communications[0].content == "同意试样\n周五寄出"
    opened = [one.due_on for one in brief.follow_ups if one.state == "open"]
    assert opened == [TODAY + timedelta(days=14)]


@pytest.mark.parametrize("key", ["l", "4", "ｌ", "４"])
async def test_t2_with_the_cadence_of_the_grade(sample: Desk, key: str) -> None:
    app, customer = app_of(sample), first_late(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        hand = await begun(pilot, app)
        await hand.press(key)
        await hand.type("同意试样")
        await hand.press("enter")
        await hand.type("周五寄出")
        await hand.press("ctrl+s")
        await until(pilot, lambda: not app.screen.query("Form") and not app.operations.writing)
        assert hand.keys <= 3
    brief = customers.brief(sample, customer_id=customer)
    assert brief.communications[0].content == "同意试样\n周五寄出"
    opened = [one.due_on for one in brief.follow_ups if one.state == "open"]
    assert opened == [date(2026, 12, 22)]  # A customers: monthly


DONE_SNOOZED_MOVED = [
    (*"ddddd", *"s2..", *"r15/12", "enter", "."),
    (*"11111", "2", "2", "。", "。", "3", *"15/12", "enter", "。"),
    (*"１１１１１", "２", "２", "。", "。", "３", *"15、12", "enter", "。"),
]


@pytest.mark.parametrize("keys", DONE_SNOOZED_MOVED, ids=["letters", "digits", "full width"])
@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_t3_ten_due(desk: Desk, keys: Sequence[str], lang: str) -> None:
    """Five done, three put off to Monday, two moved to 15 December."""
    set_language("zh" if lang == "zh" else "en")
    ids = []
    for number in range(10):
        draft = CustomerDraft(name=f"客户{number}")
        records.add(desk, draft=draft)
        with desk.read() as reader:
            found = reader.value("SELECT id FROM customer WHERE name = :name", "", name=draft.name)
        ids.append(str(found))
        plan = PlanDraft(on=TODAY, what="回访", channel="call")
        communications.plan(desk, customer_id=ids[-1], draft=plan)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        hand = await begun(pilot, app)
        await until(pilot, lambda: listing(app).selectable >= 10)
        await hand.press(*keys)
        await until(pilot, lambda: not agenda.read(desk, days=0).items)
        await until(pilot, lambda: not app.operations.writing)
        assert hand.keys <= 17
    dates = [
        one.due_on
        for customer in ids
        for one in customers.brief(desk, customer_id=customer).follow_ups
        if one.state == "open"
    ]
    assert sorted(dates) == [date(2026, 11, 23)] * 3 + [date(2026, 12, 15)] * 2


@pytest.mark.parametrize("key", ["a", "9", "ａ", "９"])
@pytest.mark.parametrize(("start", "goal"), [((), 2), (("f3",), 3)], ids=["customers", "agenda"])
async def test_t4_a_customer_in_one_line(
    sample: Desk, key: str, start: Sequence[str], goal: int
) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        hand = await begun(pilot, app)
        if not start:
            await pilot.press("f3")  # one is there already
        await hand.press(*start)
        await until(pilot, lambda: isinstance(app.screen, CustomersScreen))
        await until(pilot, lambda: listing(app).key is not None)
        await hand.press(key)
        await hand.type("北方重工 13910002000 @赵总 #A >2w 报价")
        await hand.press("enter")
        await until(pilot, lambda: not app.screen.query("Form") and not app.operations.writing)
        assert hand.keys <= goal
    assert customers_named(sample, "北方重工") == 1


async def test_t4_a_search_without_a_hit_adds(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        hand = await begun(pilot, app)
        await hand.press("、")
        await hand.type("北方重工")
        await until(pilot, lambda: "北方重工" in screen_text(pilot)[22])
        await hand.press("enter", "enter")  # the line is there, to add a phone to
        await until(pilot, lambda: customers_named(sample, "北方重工") == 1)
        assert hand.keys <= 3


def customers_named(desk: Desk, name: str) -> int:
    with desk.read() as reader:
        words = "SELECT count(*) FROM customer WHERE name = :name"
        return int(reader.value(words, 0, name=name))


@pytest.mark.parametrize(
    ("accept", "override"),
    [("y", ("o", "b", "1")), ("1", ("2", "2", "1")), ("１", ("２", "２", "１"))],
)
async def test_t5_ten_grades(sample: Desk, accept: str, override: Sequence[str]) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        hand = await begun(pilot, app)
        await hand.press("f4")
        await until(pilot, lambda: isinstance(app.screen, GradesScreen))
        await until(pilot, lambda: listing(app).key is not None)
        await hand.press(*(accept,) * 4, *override, *(accept,) * 4, *override)
        await until(pilot, lambda: "10/10" in screen_text(pilot)[0])
        await until(pilot, lambda: not app.operations.writing)
        assert hand.keys <= 15
    kinds = [row.decided.decision for row in grade_review.read(sample).rows if row.decided]
    assert len(kinds) == 10 and kinds.count("accepted") == 8


@pytest.mark.parametrize(("star", "one"), [("*", "y"), ("*", "1"), ("＊", "１")])
async def test_t5_the_rest_at_once(sample: Desk, star: str, one: str) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        hand = await begun(pilot, app)
        await hand.press("f4")
        await until(pilot, lambda: isinstance(app.screen, GradesScreen))
        await until(pilot, lambda: listing(app).key is not None)
        await hand.press(star, one)
        await until(pilot, lambda: "10/10" in screen_text(pilot)[0])
        assert hand.keys <= 3


async def test_t6_the_most_important_first(sample: Desk) -> None:
    """Nothing to press at the start, one key from elsewhere."""
    app = app_of(sample)
    expected = [one.id for one in agenda.read(sample, days=7).items]
    async with app.run_test(size=(80, 24)) as pilot:
        hand = await begun(pilot, app)
        assert hand.keys == 0
        assert shown_order(app) == expected
        late = [row for row in screen_text(pilot) if "!" in row]
        assert "!!41" in late[0] and len(late) == 9
        await pilot.press("f3")
        await until(pilot, lambda: isinstance(app.screen, CustomersScreen))
        await hand.press("f2")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert hand.keys == 1
        await until(pilot, lambda: shown_order(app) == expected)


def shown_order(app: KamApp) -> list[str]:
    """Return what the rows are about in their order; the cursor is on the first of them."""
    rows = listing(app)
    keys = [rows.source.key(index) for index in range(len(rows.source))]
    lines = {FOLDED_KEY, "review:grades", "stale"}  # not owed to a customer: they stand at the end
    found = [key for key in keys if key is not None and key not in lines]
    assert rows.key == found[0]
    return found


@pytest.mark.parametrize("key", ["u", "7", "ｕ", "７", "ctrl+z"])
async def test_t7_undo(sample: Desk, key: str) -> None:
    """One key and no question, also after a restart."""
    before = [one.id for one in agenda.read(sample, days=7).items]
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot, app)
        await pilot.press("d", "d")
        await until(pilot, lambda: len(agenda.read(sample, days=7).items) == len(before) - 2)
        await until(pilot, lambda: not app.operations.writing)
        hand = Hand(pilot)
        await hand.press(key)
        await until(pilot, lambda: len(agenda.read(sample, days=7).items) == len(before) - 1)
        assert hand.keys == 1
    again = app_of(sample)
    async with again.run_test(size=(80, 24)) as pilot:
        hand = await begun(pilot, again)
        await hand.press(key)
        await until(pilot, lambda: [one.id for one in agenda.read(sample, days=7).items] == before)
        await until(pilot, lambda: bool(said(again)))
        assert hand.keys == 1
