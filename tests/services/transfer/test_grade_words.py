"""A file's grades are the classes of the book's own model, by key or as the program shows them."""

import pytest
from tests.services.transfer.conftest import Ask, Take, counts

from kamtui.domain.scoring.defaults import default_grade_model
from kamtui.i18n import LANGUAGES, set_language
from kamtui.present import rating_sheet
from kamtui.present.grading import class_label
from kamtui.present.reasons import reason_text
from kamtui.services import models
from kamtui.services.desk import Desk
from kamtui.services.transfer.imports import Source
from kamtui.services.transfer.survey import survey

RATING = ("vip", "standard", "emerging")


def grade_by(desk: Desk, *keys: str) -> None:
    """Save the grade model with other classes, the highest first."""
    model = default_grade_model()
    classes = tuple(one._replace(key=key) for one, key in zip(model.classes, keys, strict=True))
    models.save(desk, model=model._replace(classes=classes), base_revision=1)


def grades(ask: Ask) -> list[str | None]:
    return [row[0] for row in ask("SELECT grade FROM customer ORDER BY customer_no")]


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("vip", "vip"), ("VIP", "vip"), ("ＶＩＰ", "vip"), ("VIP客户", "vip"),
        ("vip customer", "vip"),
        ("普通", "standard"), ("普通客户", "standard"), ("Standard", "standard"),
        ("潜在", "emerging"), ("Emerging customer", "emerging"), (" 潜在 ", "emerging"),
    ],
)  # fmt: skip
def test_classes_by_key_or_by_what_they_are_called(
    desk: Desk, take: Take, ask: Ask, word: str, key: str
) -> None:
    grade_by(desk, *RATING)
    assert counts(take(f"customer_no,name,grade\n1,A,{word}\n")) == (1, 0, 0, 0, 0)
    assert grades(ask) == [key]
    assert counts(take(f"customer_no,name,grade\n1,A,{word}\n")) == (0, 0, 1, 0, 0)


def test_every_word_the_program_shows_is_read_back(desk: Desk, take: Take, ask: Ask) -> None:
    grade_by(desk, *RATING)
    for language in LANGUAGES:
        set_language(language)
        for key in RATING:
            for word in (class_label(key), str(rating_sheet.class_cell(key))):
                take(f"customer_no,name,grade\n1,A,{word}\n")
                assert grades(ask) == [key], word
    set_language("en")


def test_other_words_are_refused_with_those_there_are(desk: Desk, take: Take, ask: Ask) -> None:
    """The row is good; its grade is left out and said."""
    grade_by(desk, "金牌", "银牌", "铜牌")
    result = take("customer_no,name,grade\n1,A,金牌\n2,B,银牌客户\n3,C,A\n4,D,[red]\n")
    assert counts(result) == (4, 0, 0, 0, 0)
    assert grades(ask) == ["金牌", "银牌", None, None]
    assert [one.row for one in result.warnings] == [4, 5]
    sentence = reason_text(result.warnings[0].code, result.warnings[0].params)
    assert all(word in sentence for word in ("金牌", "银牌", "铜牌"))


@pytest.mark.parametrize(
    ("word", "grade"),
    [
        ("A", "A"),
        ("ｂ级", "B"),
        ("C类客户", "C"),
        ("b+", "B+"),
        ("D", "D"),
        ("VIP", None),
        ("E", None),
    ],
)
def test_a_book_of_letters_takes_letters(
    take: Take, ask: Ask, word: str, grade: str | None
) -> None:
    result = take(f"customer_no,name,grade\n1,A,{word}\n2,B,A\n3,C,B\n")
    assert grades(ask) == [grade, "A", "B"]
    assert bool(result.warnings) == (grade is None)


def test_the_preview_reads_the_column_as_the_import_will(desk: Desk) -> None:
    from kamtui.services.grade_names import grades_of

    grade_by(desk, *RATING)
    file = Source("customer_no,name,grade\n1,A,普通\n".encode(), "c.csv")
    found = survey(file, grades=lambda: grades_of(desk))
    assert [(one.field, one.custom) for one in found.columns][2] == ("grade", False)
    assert survey(file).columns[2].custom, "words of another organisation, by letters alone"
