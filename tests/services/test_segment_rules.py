"""The rules as settings: out and in again, refused with the line, undone, in conflict."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.conftest import TODAY

from kamtui.domain.errors import KamError
from kamtui.domain.segments.defaults import DIMENSIONS, PORTRAITS
from kamtui.present.errors import sentence
from kamtui.services import history, segments, settings
from kamtui.services.desk import Desk

VALUE = ["gold: amount.12 >= 1000000", "rest: otherwise"]


def stored(desk: Desk) -> dict[str, Any]:
    """Return the rules there are beside the seeds' own."""
    return {
        one.key: one.value
        for one in settings.entries(desk)
        if one.key.startswith("segments.") and one.value != one.default
    }


def test_the_seeds_rules_hold_until_changed(desk: Desk) -> None:
    found = {one.key: one for one in settings.entries(desk)}
    for name, lines in DIMENSIONS.items():
        assert found[f"segments.{name}"].value == list(lines)
    for name, lines in PORTRAITS.items():
        assert segments.rules_of(desk, by=f"portrait.{name}") == lines
    assert not stored(desk)


def test_set_undo_redo_and_back_to_the_seeds(desk: Desk) -> None:
    segments.set_rules(desk, by="value", lines=VALUE)
    assert segments.rules_of(desk, by="Value") == tuple(VALUE)
    assert [row.key for row in segments.overview(desk).rows] == ["gold", "rest"]
    history.undo(desk)
    assert not stored(desk)
    history.redo(desk)
    assert stored(desk) == {"segments.value": VALUE}
    segments.set_rules(desk, by="value", lines=None)
    assert not stored(desk)
    history.undo(desk)
    assert stored(desk) == {"segments.value": VALUE}


def test_a_dimension_of_ones_own_comes_and_goes(desk: Desk) -> None:
    segments.set_rules(desk, by=" 打法 ", lines=["a: tag = 重点"])
    assert segments.names(desk)[-1] == "打法"
    assert segments.overview(desk, by="打法").by == "打法"
    segments.set_rules(desk, by="打法", lines=["b: otherwise"])
    assert segments.rules_of(desk, by="打法") == ("b: otherwise",)
    segments.set_rules(desk, by="打法", lines=[])
    assert segments.names(desk)[-1] == "rfm"
    history.undo(desk)
    assert segments.names(desk)[-1] == "打法"
    with pytest.raises(KamError, match=r"segments\.unknown"):
        segments.set_rules(desk, by="没有", lines=None)


@pytest.mark.parametrize(
    ("name", "code"),
    [("", "segments.no_name"), ("  ", "segments.no_name"), ("x" * 41, "segments.name_long"),
     ("own.ＶＡＬＵＥ", None), ("a\x1bb", "segments.name_long")],
)  # fmt: skip
def test_names(desk: Desk, name: str, code: str | None) -> None:
    if code is None:
        segments.set_rules(desk, by=name, lines=["a: otherwise"])
        assert segments.names(desk)[-1] == name
        return
    with pytest.raises(KamError) as caught:
        segments.set_rules(desk, by=name, lines=["a: otherwise"])
    assert caught.value.code == code and sentence(caught.value)


def test_a_full_width_name_of_a_built_in_is_taken(desk: Desk) -> None:
    with pytest.raises(KamError, match=r"segments\.name_taken"):
        segments.set_rules(desk, by="ＶＡＬＵＥ", lines=["a: otherwise"])


def test_another_window_was_first(desk: Desk, desk_on: Callable[..., Desk]) -> None:
    base = segments.rules_of(desk, by="value")
    other = desk_on(desk.path, device="two")
    segments.set_rules(other, by="value", lines=VALUE)
    with pytest.raises(KamError, match=r"setting\.conflict") as caught:
        segments.set_rules(desk, by="value", lines=["x: otherwise"], base=base)
    assert caught.value.params["theirs"] == VALUE
    assert segments.rules_of(desk, by="value") == tuple(VALUE)


def test_a_refusal_changes_nothing_and_says_where(desk: Desk) -> None:
    with pytest.raises(KamError) as caught:
        segments.set_rules(desk, by="value", lines=["a: r = 1", "b: amout.12 > 3"])
    assert caught.value.params["path"] == "segments.value[2]"
    assert "amout.12" in sentence(caught.value) and "amount" in sentence(caught.value)
    assert not stored(desk)
    with pytest.raises(KamError) as caught:
        segments.set_rules(desk, by="portrait.high", lines=["r = 1", "r = x"])
    assert caught.value.params["path"] == "segments.portrait.high[2]"


def test_typed_text_and_documents(desk: Desk) -> None:
    settings.change(desk, key="segments.VALUE", text="gold：amount.12≥100万；rest: otherwise")
    assert stored(desk) == {"segments.value": VALUE}
    settings.change(desk, key="segments.own.大区", text="each region")
    text = settings.export_text(desk)
    wanted = stored(desk)
    for key in wanted:
        settings.change(desk, key=key, text="")
    assert not stored(desk)
    values = settings.read_document(text, name="x.toml")
    settings.apply(desk, values=values)
    assert stored(desk) == wanted
    before = [one.seq for one in history.entries(desk)]
    assert settings.apply(desk, values=values).keys == ()
    assert [one.seq for one in history.entries(desk)] == before


@pytest.mark.parametrize(
    "document",
    [
        '[book]\n"segments.value" = ["a: r = 9..1"]',
        '[book]\n"segments.value" = 7',
        '[book]\n"segments.value" = [1]',
        '[book.segments]\nvalue = ["a"]',
        '[book.segments.own]\n"x" = ["each tag"]',
        '[book.segments.portrait]\nhigh = ["otherwise", "nothing = 1"]',
        '[book.segments.portrait]\nlow = ["otherwise"]',
        '[book]\n"segments.colour" = ["a: otherwise"]',
        '[computer]\n"segments.value" = ["a: otherwise"]',
    ],
)
def test_documents_refused(desk: Desk, document: str) -> None:
    with pytest.raises(KamError) as caught:
        settings.read_document(document, name="x.toml")
    assert caught.value.code in (
        "segments.invalid", "setting.unknown", "setting.wrong_home",
    )  # fmt: skip
    assert sentence(caught.value) and not stored(desk)


def test_what_a_newer_program_wrote_hides_nothing_else(desk: Desk) -> None:
    segments.set_rules(desk, by="probe", lines=["a: otherwise"])
    with desk.write("test") as work:
        from sqlmodel import select

        from kamtui.store.tables import Setting

        row = work.session.exec(select(Setting)).one()
        row.value = {"rules": 1}
        work.session.add(row)
        work.add(Setting(key="segments.value", value=["a: moonphase = full"]))
        work.commit()
    assert segments.names(desk)[-1] == "rfm"
    assert segments.overview(desk, by="behaviour").customers == 0
    assert settings.entries(desk)
    with pytest.raises(KamError, match=r"segments\.invalid"):
        segments.overview(desk, by="value")


def test_numbers_of_the_settings(desk: Desk) -> None:
    for key, bad in (
        ("segments.period_months", "0"), ("segments.rfm_months", "-1"),
        ("segments.rfm_frequency", "lines"), ("segments.clv_margin", "101"),
        ("segments.clv_retention", "100"), ("segments.clv_months", "0"),
    ):  # fmt: skip
        with pytest.raises(KamError, match=r"setting\.invalid"):
            settings.change(desk, key=key, text=bad)
    assert segments.overview(desk).as_of == TODAY
