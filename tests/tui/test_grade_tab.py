"""The grade tab of the customer: records on Enter, decisions, the way up, deciding there."""

from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.tui.conftest import screen_text, until
from tests.tui.sample_desk import app_of, listing, said, sample_desk, shown
from textual.pilot import Pilot

from kamtui.i18n import set_language
from kamtui.services import customers, grade_review, grading, models, records, settings
from kamtui.services.desk import Desk
from kamtui.tui.app import KamApp
from kamtui.tui.screens.customer import CustomerScreen
from kamtui.tui.screens.grades import GradesScreen


@pytest.fixture
def sample(tmp_path: Path, unsynced: None) -> Desk:
    return sample_desk(tmp_path)


def text(pilot: Pilot[None]) -> str:
    return "\n".join(screen_text(pilot))


async def opened(pilot: Pilot[None], app: KamApp, row: int = 0) -> CustomerScreen:
    """Open a customer of the review on its grade tab."""
    await pilot.press("f4")
    await until(pilot, lambda: isinstance(app.screen, GradesScreen))
    await until(pilot, lambda: listing(app).key is not None)
    listing(app).move_to_ordinal(row)
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, CustomerScreen))
    await until(pilot, lambda: listing(app).key is not None)
    screen = app.screen
    assert isinstance(screen, CustomerScreen) and screen.tab == "grade"
    return screen


async def test_enter_shows_the_records_of_a_criterion_and_puts_them_away(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await shown(pilot, "Grade history 2")
        before = text(pilot)
        await pilot.press("enter")
        await shown(pilot, "2025-11-23 to 2026-11-22: 8 orders")
        await shown(pilot, "2026-10-06 SO261006")
        await pilot.press("j", "j")  # the records can be walked
        assert (listing(app).key or "").startswith("criterion/amount/")
        await pilot.press("enter")
        await until(pilot, lambda: "8 orders" not in text(pilot))
        assert listing(app).key == "criterion/amount" and text(pilot) == before
        listing(app).move_to_key("criterion/payment")
        await pilot.press("right")
        await shown(pilot, "2025-11-23 to 2026-11-22: 2 fell due")
        await shown(pilot, "paid 2026-01-10, 14 days late")
        listing(app).move_to_key("criterion/contacts")
        await pilot.press("enter")
        await shown(pilot, "2026-08-23 to 2026-11-22: 2 contacts")
        await shown(pilot, "周敏: 冲压线 4 台调节阀装好")
        await pilot.press("G", "enter")
        await shown(pilot, "no scoring model was kept with this decision")
    sample.close()


async def test_what_is_open_stays_open_for_the_next_customer(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("enter")
        await shown(pilot, ": 8 orders")
        await pilot.press("J")
        await shown(pilot, ": 5 orders")
        await pilot.press("K")
        await shown(pilot, ": 8 orders")
    sample.close()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (110, 32), (120, 40)])
async def test_every_row_is_exactly_as_wide_as_the_screen(
    sample: Desk, language: str, ascii_only: bool, size: tuple[int, int]
) -> None:
    set_language("zh" if language == "zh" else "en")
    app = app_of(sample, ascii_only=ascii_only)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, app, 4)
        for key in (*("enter", "j") * 8, "G", "J", "g", "g"):
            await pilot.press(key)
            rows = screen_text(pilot)
            assert [cell_len(row) for row in rows] == [size[0]] * size[1]
            if ascii_only:
                assert not set("\n".join(rows)) & set("▌━─┿┼…→✓↑↓╸╴▁")
    sample.close()


async def test_amounts_of_records_are_hidden_while_somebody_looks(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await pilot.press("enter", "j", "8")
        await until(pilot, lambda: "90,000" not in text(pilot))
        assert "90,000" not in text(pilot) and "520k" not in text(pilot)
        assert "SO261006" in text(pilot) and "***" in text(pilot)
    sample.close()


async def test_accepting_and_undoing_where_the_grade_is_defended(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await shown(pilot, "y accept")
        await pilot.press("y")
        await until(pilot, lambda: said(app).startswith("Accepted 重庆长安配件  A → B   u undo"))
        await until(pilot, lambda: "accepted, score 71" in text(pilot))
        await shown(pilot, "tester")
        await pilot.press("y")
        assert "The records fit the grade; o sets another" in said(app)
        await pilot.press("u")
        await until(pilot, lambda: "accepted, score 71" not in text(pilot))
        await until(pilot, lambda: "Grade A → B proposed" in text(pilot))
        await pilot.press("q")
        await until(pilot, lambda: isinstance(app.screen, GradesScreen))
        await until(pilot, lambda: "0/10" in screen_text(pilot)[0])
        assert screen.customer_id == listing(app).key
    sample.close()


@pytest.mark.parametrize("key", ["e", "5", "５", "o"])
async def test_setting_a_grade_by_hand_with_its_reason(sample: Desk, key: str) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await pilot.press(key, "3", "1")
        await until(pilot, lambda: said(app).startswith("Set 重庆长安配件  A → C   u undo"))
        await shown(pilot, "set by hand, score 71: strategic")
        newest = grade_review.history(sample, customer_id=screen.customer_id)[0]
        assert (newest.decision, newest.to_grade, newest.reason) == ("overridden", "C", "strategic")
        await pilot.press(key, "escape")
        await until(pilot, lambda: "Nothing was decided" in said(app))
    sample.close()


async def test_o_sets_the_grade_on_every_tab(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        screen.open_tab("history")
        await pilot.press("o", "c", "2")
        await until(pilot, lambda: said(app).startswith("Set 重庆长安配件  A → C"))
        brief = customers.brief(sample, customer_id=screen.customer_id)
        assert brief.customer.grade == "C" and screen.tab == "history"
    sample.close()


async def test_another_window_sets_the_grade_first(sample: Desk) -> None:
    from tests.conftest import make_desk

    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        path = sample.path
        assert path is not None
        other = make_desk(path, device="two")
        await pilot.press("o", "c")
        grading.override(other, customer_id=screen.customer_id, grade="B", reason="theirs")
        await pilot.press("1")
        await until(pilot, lambda: "was changed meanwhile" in said(app))
        await shown(pilot, "set by hand, score 71: theirs")
        other.close()
    sample.close()


async def test_three_scores_are_a_line_over_time(sample: Desk) -> None:
    app = app_of(sample)
    huadong = customers.resolve(sample, customer="hdj")[0]
    async with app.run_test(size=(80, 30)) as pilot:
        await opened(pilot, app)
        screen = app.screen
        assert isinstance(screen, CustomerScreen)
        screen.show_customer(huadong)
        await shown(pilot, "Score  2024-02 58 ↑ 2026-03 76 ↑ today 81")
        await shown(pilot, "2026-03-21 B ↑ A  accepted, score 76: 订单和金额上升")
        await shown(pilot, "nothing above A")
    sample.close()


async def test_too_little_data_names_what_lacks_and_says_so_to_y(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, 10)
        await shown(
            pilot,
            "25 of 100 points have data, 60 are needed: no orders, no products, no payment",
        )
        await pilot.press("y")
        assert "Too little data for a proposal; o sets a grade" in said(app)
        await pilot.press("enter")
        await shown(pilot, "2025-11-23 to 2026-11-22: none")
    sample.close()


async def test_hostile_records_stay_in_their_rows(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        fields = {"strategic_value": "4", "strategic_reason": "[red]\u202e战略🙂 " + "长" * 500}
        records.edit(sample, customer_id=screen.customer_id, assignments=fields)
        screen.reload()
        await shown(pilot, "4 of 5; 5 gives 10")
        listing(app).move_to_key("criterion/strategic_value")
        await pilot.press("enter")
        await shown(pilot, "[red]战略")
        assert [cell_len(row) for row in screen_text(pilot)] == [80] * 24
    sample.close()


async def test_a_model_that_cannot_be_read_is_said(sample: Desk) -> None:
    import sqlite3

    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        path = sample.path
        assert path is not None
        with sqlite3.connect(path) as raw:
            raw.execute(
                "INSERT INTO scoring_model (id, created_at, updated_at, version, name, axis,"
                " revision, document, active) VALUES ('m', '2026-01-01T00:00:00.000Z',"
                " '2026-01-01T00:00:00.000Z', 1, 'own', 'grade', 9, '{}', 1)"
            )
        screen.reload()
        await shown(pilot, "The scoring model cannot be read, so there is no score")
        for key in ("enter", "e", "o", "y", "j"):
            await pilot.press(key)
        assert app.is_running
    sample.close()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Rating Standard: 59 of 100 points, 15 of them without data"),
        ("zh", "评级 普通：100 分里得 59 分，其中 15 分无数据"),
    ],
)
async def test_the_rating_is_a_line_of_its_own(sample: Desk, language: str, words: str) -> None:
    """Also under another grade model, with a D to choose."""
    models.activate(sample, name="four classes")
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        set_language("zh" if language == "zh" else "en")
        await opened(pilot, app)
        await shown(pilot, words)
        await pilot.press("e")
        await shown(pilot, "4 D")
        await pilot.press("4", "2")
        await until(
            pilot,
            lambda: (
                [
                    one.to_grade
                    for one in grade_review.history(sample, customer_id=customer_of(app))
                ][:1]
                == ["D"]
            ),
        )
        await until(pilot, lambda: "[D]" in text(pilot) or " D " in text(pilot))
    set_language("en")
    sample.close()


def customer_of(app: KamApp) -> str:
    screen = app.screen
    assert isinstance(screen, CustomerScreen)
    return screen.customer_id


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_classes_of_other_names_are_drawn(sample: Desk, size: tuple[int, int]) -> None:
    model = models.get(sample, name="default")
    keys = ("[red]钻石", "Gold", "普通")
    classes = tuple(one._replace(key=key) for one, key in zip(model.classes, keys, strict=True))
    mine = model._replace(name="自家", classes=classes)
    models.save(sample, model=mine, base_revision=None, activate=True)
    grading.accept(sample)
    app = app_of(sample)
    async with app.run_test(size=size) as pilot:
        for key in ("f2", "f3", "f4"):
            await pilot.press(key)
            await pilot.pause()
            for row in screen_text(pilot):
                assert cell_len(row) <= size[0]
        await until(pilot, lambda: isinstance(app.screen, GradesScreen))
        await pilot.press("f3")
        await until(pilot, lambda: listing(app).key is not None)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CustomerScreen))
        await pilot.press("6")
        await pilot.pause()
        assert all(cell_len(row) <= size[0] for row in screen_text(pilot))
    sample.close()


async def test_a_decision_shows_the_model_it_rests_on(sample: Desk) -> None:
    """Also after the cut-offs have moved: an old review shows what it was judged by."""
    who = customers.resolve(sample, customer="南京宁科")[0]
    grading.accept(sample, customer_ids=[who])
    settings.change(sample, key="grade.A", text="60")
    app = app_of(sample)
    async with app.run_test(size=(80, 30)) as pilot:
        await opened(pilot, app)
        screen = app.screen
        assert isinstance(screen, CustomerScreen)
        screen.show_customer(who)
        await until(pilot, lambda: "decision/0" in _keys(app))
        assert screen.line_list.move_to_key("decision/0")
        await pilot.press("enter")
        await shown(pilot, "judged by 100 points, A to C, version 1: A 75, B 45")
        await shown(pilot, "Orders, 12 months  15/15")
        await pilot.press("enter")
        await until(pilot, lambda: "judged by" not in "\n".join(screen_text(pilot)))
    sample.close()


def _keys(app: KamApp) -> list[str | None]:
    source = listing(app).source
    return [source.key(at) for at in range(len(source))]
