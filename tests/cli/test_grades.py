"""`kamtui grades` and the grade screen give the same answers about the same book."""

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.tui.conftest import screen_text, until
from tests.tui.sample_desk import app_of, listing, sample_desk, shown
from textual.pilot import Pilot

from kamtui.i18n import set_language
from kamtui.services import grade_review
from kamtui.services.desk import Desk
from kamtui.tui.app import KamApp
from kamtui.tui.screens.customer import CustomerScreen
from kamtui.tui.screens.grades import GradesScreen

from .conftest import Kam

Row = tuple[str, str, str, str]


@pytest.fixture
def sample(tmp_path: Path, unsynced: None, kam: Kam, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Return a desk over a sample book that the commands use as well."""
    desk = sample_desk(tmp_path)
    monkeypatch.setenv("KAMTUI_DB", str(desk.path))
    return desk


def of_command(lines: list[str]) -> dict[str, Row]:
    """Return grade now, grade proposed, score and why of every customer of the table."""
    found: dict[str, Row] = {}
    for line in lines:
        cells = re.split(r"\s{2,}", line.strip())
        if re.fullmatch(r"C\d{4}", cells[0]):
            _number, name, now, _arrow, new, score, why = cells
            found[name] = (now, new, score, why)
    return found


def of_screen(pilot: Pilot[None], names: set[str]) -> dict[str, Row]:
    """Return the same of the rows of the screen."""
    found: dict[str, Row] = {}
    for row in screen_text(pilot):
        cells = re.split(r"\s{2,}", row.strip(" ▌"))
        if len(cells) == 6 and cells[0] in names:
            name, now, _arrow, new, score, why = cells
            found.setdefault(name, (now, new, score, why))
    return found


async def opened(pilot: Pilot[None], app: KamApp) -> GradesScreen:
    await pilot.press("f4")
    await until(pilot, lambda: isinstance(app.screen, GradesScreen))
    await until(pilot, lambda: listing(app).key is not None)
    assert isinstance(app.screen, GradesScreen)
    return app.screen


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_list_says_what_the_screen_says(sample: Desk, kam: Kam, language: str) -> None:
    listed = of_command(kam("--lang", language, "grades").lines)
    set_language("zh" if language == "zh" else "en")
    app = app_of(sample)
    # Wide enough to cut nothing, too narrow for the pane.
    async with app.run_test(size=(109, 40)) as pilot:
        await opened(pilot, app)
        await until(pilot, lambda: of_screen(pilot, set(listed)) == listed)
        assert len(listed) == 10
    sample.close()


async def test_what_was_refused_is_listed_by_neither(sample: Desk, kam: Kam) -> None:
    kam("grades", "override", "王小明商行", "B", "--reason", "战略客户")
    said = kam("grades")
    assert "王小明商行" not in said.out and "1 proposal was decided against" in said.out
    assert len(kam("grades", "--json").json()["proposals"]) == 9
    # Everybody is everybody, and says what the records propose.
    everybody = kam("grades", "--all", "--json").json()["proposals"]
    assert len(everybody) == 24
    (refused,) = [one for one in everybody if one["name"] == "王小明商行"]
    assert (refused["current"], refused["proposed"]) == ("B", "C")
    kam("grades", "accept", "--all")
    assert kam("grades", "--json").json()["proposals"] == []
    with sample.read() as reader:
        assert reader.value("SELECT grade FROM customer WHERE name = '王小明商行'") == "B"
    app = app_of(sample)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await shown(pilot, "kept B: 战略客户")
        await shown(pilot, "10 reviewed: 9 accepted, 1 kept")
    sample.close()


async def test_accept_and_override_are_shown_as_decided_today(sample: Desk, kam: Kam) -> None:
    kam("grades", "accept", "重庆长安配件", "深圳新锐电子")
    kam("grades", "override", "Acme", "a", "--reason", "framework contract")
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await until(pilot, lambda: "3/10" in screen_text(pilot)[0])
        await shown(pilot, "kept A: framework contract")
    kam("undo")
    kam("undo")
    assert len(kam("grades", "--json").json()["proposals"]) == 10
    kam("redo")
    kam("redo")
    assert len(kam("grades", "--json").json()["proposals"]) == 7
    sample.close()


async def test_explain_says_what_the_grade_tab_says(sample: Desk, kam: Kam) -> None:
    said = kam("grades", "explain", "重庆长安配件", "--records").lines
    app = app_of(sample)
    async with app.run_test(size=(200, 100)) as pilot:
        await opened(pilot, app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CustomerScreen))
        await shown(pilot, "Grade history 2")
        for part in ("amount", "orders", "variety", "years_together", "strategic_value",
                     "payment", "satisfaction", "contacts"):  # fmt: skip
            listing(app).move_to_key(f"criterion/{part}")
            await pilot.press("enter")
        await shown(pilot, "0.7; 1 gives 3")

        def squeezed(text: str) -> str:
            return re.sub(r"[\s━─╸╴]+", "", text)

        screen = [squeezed(row.strip(" ▌")) for row in screen_text(pilot)]
        for line in said[1:]:
            assert any(row.startswith(squeezed(line)) for row in screen), line
        assert said[0].split() == ["重庆长安配件", "A", "→", "B", "71"]
    sample.close()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_explanations_carry_their_records_in_json(sample: Desk, kam: Kam, language: str) -> None:
    plain = kam("--lang", language, "grades", "explain", "华东机械", "--json").json()
    assert all("records" not in part for part in plain["parts"])
    found: dict[str, Any] = kam(
        "--lang", language, "grades", "explain", "华东机械", "--json", "--records"
    ).json()
    by_name = {part["criterion"]: part for part in found["parts"]}
    amount, orders = by_name["amount"], by_name["orders"]
    assert (amount["from"], amount["to"]) == ("2025-11-23", "2026-11-22")
    assert sum(Decimal(one["amount"]) for one in amount["records"]) == Decimal(amount["value"])
    assert amount["value"] == "420000.00", "amounts are decimal strings (cli.md)"
    assert len(orders["records"]) == orders["value"]
    assert by_name["years_together"]["records"][0]["kind"] == "since"
    assert by_name["variety"]["from"] is None
    assert {one["kind"] for one in by_name["contacts"]["records"]} == {"communication"}
    assert json.dumps(plain["next"]) == json.dumps(found["next"])


@pytest.mark.parametrize(("language", "hint"), [("en", "1 more contact"), ("zh", "再联系 1 次")])
def test_the_way_up_is_said_in_both_languages(
    sample: Desk, kam: Kam, language: str, hint: str
) -> None:
    found = kam("--lang", language, "grades", "explain", "重庆长安配件", "--json").json()
    assert found["next"] == {"grade": "A", "missing_points": 3.75, "hint": hint}
    assert hint in kam("--lang", language, "grades", "explain", "重庆长安配件").out
    top = kam("--lang", language, "grades", "explain", "南京宁科电气有限公司")
    assert ("nothing above A" if language == "en" else "A 已是最高") in top.out
    blank = kam("--lang", language, "grades", "explain", "Kappa").out
    lack = "60 are needed: no orders" if language == "en" else "需要 60 分：没有订单"
    assert lack in blank and "25" in blank


def test_what_if_moves_those_whose_score_lies_between_the_cut_offs(sample: Desk, kam: Kam) -> None:
    document = kam("grades", "what-if", "--cut", "A=70", "--json").json()
    moves = document["moves"]
    assert (document["model"], document["revision"]) == ("default", 1)
    assert document["as_of"] == "2026-11-22" and document["customers"] == 24
    assert document["against"] == {"model": "default", "revision": 1}
    assert document["cuts"] == {"A": 70, "B": 45, "C": 0}
    everybody = kam("grades", "--all", "--json").json()["proposals"]
    between = {one["name"] for one in everybody if one["score"] and 70 <= one["score"] < 75}
    assert between and {one["name"] for one in moves} == between
    assert {(one["before"], one["after"]) for one in moves} == {("B", "A")}
    grades = {one["name"]: one["current"] for one in everybody}
    assert all(one["current"] == grades[one["name"]] for one in moves)
    same = kam("grades", "what-if", "--cut", "A=75", "--json").json()
    assert same["moves"] == []
    assert {one["name"] for one in same["proposed_already"]} == {
        one["name"] for one in kam("grades", "--json").json()["proposals"]
    }
    assert "10 more are proposed" in kam("grades", "what-if").out
    assert len(kam("grades", "--json").json()["proposals"]) == 10  # nothing was saved


def test_what_if_of_another_model_and_of_the_past(sample: Desk, kam: Kam) -> None:
    rating = kam("grades", "what-if", "--model", "rating", "--cut", "vip=61", "--json").json()
    assert rating["moves"] and {one["after"] for one in rating["moves"]} == {"vip"}
    now = kam("grades", "what-if", "--model", "four classes", "--json").json()["moves"]
    then = kam(
        "grades", "what-if", "--model", "four classes", "--as-of", "2026-03-01", "--json"
    ).json()["moves"]
    assert now and now != then
    replayed = kam(
        "--today", "2026-03-01", "grades", "what-if", "--model", "four classes", "--json"
    ).json()["moves"]
    # The grades of today stand today; they did not then.
    assert [{**one, "current": None} for one in replayed] == then
    for wrong in ("2027-01-01", "soonish", ""):
        for words in (("grades", "what-if"), ("grades",), ("grades", "explain", "C0001")):
            kam(*words, "--as-of", wrong, code=2)
        kam("segments", "--as-of", wrong, code=2)
    for typed, day in (
        ("last quarter", "2026-09-30"), ("6月30日", "2026-06-30"), ("上个月", "2026-10-31"),
    ):  # fmt: skip
        for words in (("grades", "what-if"), ("grades", "--all"), ("segments",)):
            assert kam(*words, "--as-of", typed, "--json").json()["as_of"] == day


def test_the_count_in_the_header_is_the_length_of_the_list(sample: Desk, kam: Kam) -> None:
    assert grade_review.count(sample) == len(kam("grades", "--json").json()["proposals"]) == 10
    kam("edit", "Acme", "strategic_value=5", "strategic_reason=key supplier")
    (part,) = [
        one
        for one in kam("grades", "explain", "Acme", "--json", "--records").json()["parts"]
        if one["criterion"] == "strategic_value"
    ]
    assert part["records"] == [
        {"kind": "strategic_value", "step": 5, "reason": "key supplier", "on": "2026-11-22",
         "by": part["records"][0]["by"]}
    ]  # fmt: skip
    assert part["records"][0]["by"]


def test_models_are_listed_and_put_in_force(kam: Kam, sample: Desk) -> None:
    listed = kam("grades", "models", "--json").json()
    assert [(one["name"], one["axis"], one["active"]) for one in listed] == [
        ("default", "grade", True), ("four classes", "grade", False),
        ("points table", "rating", True),
    ]  # fmt: skip
    assert listed[1]["document"]["classes"][3] == {"key": "D", "from": 0}
    before = kam("grades", "--all", "--json").json()
    assert before["model"] == "default"
    assert kam("grades", "use", "FOUR", "classes").out == "Model in force: four classes\n"
    after = kam("grades", "--all", "--json").json()
    assert after["model"] == "four classes"
    score = {one["customer_no"]: one["score"] for one in before["proposals"]}
    assert score == {one["customer_no"]: one["score"] for one in after["proposals"]}
    assert {one["proposed"] for one in after["proposals"]} >= {"A", "D"}
    assert kam("grades", "use", "four classes").out == "Nothing changed\n"
    said = kam("grades", "--model", "default", "--all", "--json").json()
    assert said["proposals"] == before["proposals"]
    assert "nope" in kam("grades", "use", "nope", code=1).err
    kam("grades", "use", code=2)
    assert "grades use" in kam("grades", "accept", "--all", "--model", "rating", code=2).err
    kam("grades", "models", "x", code=2)
    kam("undo")
    assert kam("grades", "--json").json()["model"] == "default"
    for language in ("en", "zh"):
        lines = kam("--lang", language, "grades", "models").out.splitlines()
        assert len(lines) == 4 and lines[1].startswith("*") and "points table" in lines[3]


def test_a_rating_is_explained_like_a_grade(kam: Kam, sample: Desk) -> None:
    found = kam("grades", "explain", "C0001", "--model", "rating", "--json").json()
    assert [part["criterion"] for part in found["parts"]] == [
        "purchases", "amount", "variety", "payment", "feedback",
    ]  # fmt: skip
    assert found["current"] is None and found["proposed"] == "vip"
    shown = kam("show", "C0001", "--json").json()
    assert shown["rating"]["model"] == "points table"
    assert shown["grade"]["model"] == "default"
    assert (shown["rating"]["proposed"], shown["rating"]["score"]) == ("vip", found["score"])
    assert shown["rating"]["parts"] == found["parts"]


def test_a_saved_filter_is_named_where_words_are_taken(kam: Kam, sample: Desk) -> None:
    typed = kam("grades", "--filter", "down", "--json").json()["proposals"]
    kam("settings", "set", "grades.filter.回落 客户", "down")
    entry = next(
        one for one in kam("settings", "list", "--json").json()
        if one["key"] == "grades.filter.回落 客户"
    )  # fmt: skip
    assert (entry["value"], entry["home"]) == ("down", "book") and "grade review" in entry[
        "meaning"
    ]
    assert kam("grades", "--filter", "回落 客户", "--json").json()["proposals"] == typed
    kam("settings", "set", "grades.filter.x", "late", code=1)
    kam("settings", "set", "filter.回落 客户", "A")
    assert kam("grades", "--filter", "回落 客户", "--json").json()["proposals"] == typed
    count = kam("grades", "accept", "--all", "--filter", "回落 客户", "--json").json()["customers"]
    assert count == len(typed)
    sample.close()


def test_all_that_a_filter_leaves_are_accepted_and_nobody_else(kam: Kam, sample: Desk) -> None:
    rising = {
        one["customer_no"] for one in kam("grades", "--filter", "up", "--json").json()["proposals"]
    }
    assert 0 < len(rising) < 10
    assert kam("grades", "accept", "--all", "--filter", "up", "--json").json()["customers"] == len(
        rising
    )
    left = {one["customer_no"] for one in kam("grades", "--json").json()["proposals"]}
    assert len(left) == 10 - len(rising) and not left & rising
    assert kam("grades", "accept", "--all", "--filter", "blah", code=2).err


def test_a_past_day_is_judged_by_its_records(kam: Kam, sample: Desk) -> None:
    now = kam("grades", "--all", "--json").json()
    then = kam("grades", "--all", "--as-of", "2026-05-01", "--json").json()
    assert (now["as_of"], then["as_of"]) == ("2026-11-22", "2026-05-01")
    assert now["proposals"] != then["proposals"]
    (one,) = [each for each in then["proposals"] if each["customer_no"] == "C0005"]
    explained = kam("grades", "explain", "C0005", "--as-of", "2026-05-01", "--json").json()
    assert explained["score"] == one["score"]
    assert kam("grades", "--as-of", "2027-01-01", code=2).err


@pytest.mark.parametrize(
    "words",
    [
        ("accept", "C0005", "--as-of", "2026-05-01"),
        ("accept", "C0005", "--filter", "up"),
        ("override", "C0005", "B", "--reason", "x", "--filter", "up"),
        ("explain", "C0005", "--filter", "up"),
        ("what-if", "C0005", "--cut", "A=70"),
        ("what-if", "--cut", "A=70", "--filter", "up"),
        ("use", "default", "--records"),
    ],
)
def test_an_option_that_would_do_nothing_is_refused(
    kam: Kam, sample: Desk, words: tuple[str, ...]
) -> None:
    before = kam("grades", "--json").json()
    assert kam("grades", *words, code=2).err
    assert kam("grades", "--json").json() == before


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_if_takes_names_as_they_are_shown(kam: Kam, sample: Desk, language: str) -> None:
    def moves(*words: str) -> object:
        return kam("--lang", language, "grades", "what-if", *words, "--json").json()

    assert moves("--cut", "A=70") == moves("--cut", "a=70") == moves("--cut", "Ａ＝７０")
    rating = moves("--model", "rating", "--cut", "vip=61")
    for typed in ("VIP=61", "vip =61"):
        assert moves("--model", "rating", "--cut", typed) == rating
    second = moves("--model", "points table", "--cut", "preferred=50")
    for typed in ("优质=50", "Preferred=50", "PREFERRED=50"):
        assert moves("--model", "rating", "--cut", typed) == second
    assert moves("--model", "积分表" if language == "zh" else "Points Table") == moves(
        "--model", "rating"
    )
    payment = moves("--weight", "payment=30")
    assert moves("--weight", "付款及时=30" if language == "zh" else "Payment=30") == payment


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--cut", "Z=70"), "A, B, C"),
        (("--cut", "超级=70", "--model", "rating"), "preferred ("),
        (("--weight", "foo=3"), "years_together ("),
        (("--cut", "A=abc"), "abc"),
        (("--cut", "A=-5"), "-5"),
        (("--cut", "A=1e999"), "A "),
        (("--cut", "A="), "--cut A=70"),
        (("--weight", "=5"), "--weight amount=40"),
        (("--cut", "A=40"), "40"),
        (("--as-of", "soonish"), "soonish"),
    ],
)
def test_what_if_refuses_as_usage_and_names_what_there_is(
    kam: Kam, sample: Desk, words: tuple[str, ...], told: str, language: str
) -> None:
    said = kam("--lang", language, "grades", "what-if", *words, code=2)
    assert told in said.err.replace("、", ", ") and not said.out


def test_what_if_tells_the_grade_now_from_the_class_by_the_model(kam: Kam, sample: Desk) -> None:
    said = kam("grades", "what-if", "--cut", "A=60").out
    assert said.startswith("100 points, A to C, version 1: A 75 → 60\n")
    assert "Grade now" in said and "By the model in force" in said
    rating = kam("grades", "what-if", "--model", "rating", "--cut", "vip=61").out
    assert "By the model in force" in rating and "Grade now" not in rating
    past = kam("grades", "what-if", "--cut", "A=60", "--as-of", "2026-06-30").out
    assert "Both classes are as of 2026-06-30." in past and "Grade now" not in past
    other = kam("grades", "what-if", "--model", "four classes").out
    assert "100 points, A to D, version 1, against 100 points, A to C" in other


def test_explain_says_the_treatment_and_what_payments_say_of_credit(sample: Desk, kam: Kam) -> None:
    found = kam("grades", "explain", "重庆长安配件").lines
    assert "Treatment A: dedicated service team, customised service" in found
    assert "Credit: strict credit terms (2 of 2 payments late, timeliness 0%)" in found
    document = kam("grades", "explain", "重庆长安配件", "--json").json()
    assert document["treatment"] == {
        "class": "A", "words": "dedicated service team, customised service",
    }  # fmt: skip
    credit = {"risk": "high", "late": 2, "payments": 2, "timeliness": 0, "months": 12}
    assert document["credit"] == {**credit, "words": "strict credit terms"}
    rated = kam("--lang", "zh", "grades", "explain", "重庆长安配件", "--model", "rating").lines
    assert "服务政策 普通：定期促销活动，客户关怀" in rated
    nobody = kam("grades", "explain", "Kappa Labs", "--json").json()
    assert nobody["credit"] is None
