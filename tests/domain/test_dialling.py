"""Numbers as another country dials them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.card_texts import Card, card_texts
from kamtui.domain.dialling import COUNTRY_CODES, dialled, international


@pytest.mark.parametrize(
    ("number", "country", "expected"),
    [
        ("138 2803 4063", "CN", "+8613828034063"),
        ("１３８２８０３４０６３", "CN", "+8613828034063"),
        ("021-6888 1234", "CN", "+862168881234"),
        ("0512 6288 1234 转8003", "CN", "+8651262881234"),
        ("400-820-8820", "CN", "4008208820"),
        ("68881234", "CN", "68881234"),
        ("110", "CN", "110"),
        ("+86 138-2803-4063", "SG", "+8613828034063"),
        ("0086 138 2803 4063", "US", "+8613828034063"),
        ("020 7946 0812", "GB", "+442079460812"),
        ("+44 (0)20 7946 0812", "CN", "+442079460812"),
        ("(415) 555-2671 ext. 12", "US", "+14155552671"),
        ("1 415 555 2671", "US", "+14155552671"),
        ("8 (812) 123-45-67", "RU", "+78121234567"),
        ("812 123-45-67", "RU", "+78121234567"),
        ("06 1234 5678", "IT", "+390612345678"),
        ("9123 4567", "SG", "+6591234567"),
        ("138 2803 4063", "XX", "13828034063"),
        ("", "CN", ""),
        ("转8003", "CN", "8003"),
        ("no number", "CN", ""),
    ],
)
def test_numbers(number: str, country: str, expected: str) -> None:
    assert international(number, country) == expected


@given(st.text(max_size=40), st.sampled_from([*COUNTRY_CODES, "XX"]))
def test_what_is_dialled_is_a_number_and_stays_one(text: str, country: str) -> None:
    number = international(text, country)
    assert set(number.removeprefix("+")) <= set("0123456789")
    if number.startswith("+"):
        assert international(number, "CN") == number == dialled(number)


@given(st.builds(Card, st.text(), st.text(), st.text(), st.just(("+861",)), st.text()))
def test_cards_get_no_longer_and_stay_in_one_piece(card: Card) -> None:
    texts = card_texts(card)
    assert all("TEL:+861" in text for text in texts)
    assert [len(text) for text in texts[1:]] == sorted((len(t) for t in texts[1:]), reverse=True)
    assert all("\n" not in text for text in texts[1:])
