"""How a class is treated: the seeds' words in either language, the user's own before them."""

from collections.abc import Iterator

import pytest

from kamtui.domain.scoring.defaults import BUILT_IN, built_in_model
from kamtui.domain.scoring.model import ScoringModel
from kamtui.domain.scoring.treatment import treatments_of
from kamtui.i18n import set_language
from kamtui.present.treatments import treatment_line, treatment_text


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("en")


def treated(model: ScoringModel, at: int, words: str) -> ScoringModel:
    """Return a model with the user's words on one class."""
    classes = list(model.classes)
    classes[at] = classes[at]._replace(treatment=words)
    return model._replace(classes=tuple(classes))


@pytest.mark.parametrize(
    ("model", "key", "english", "chinese"),
    [
        ("default", "A", "dedicated service team, customised service", "专属客服，定制化服务"),
        ("default", "B", "regular contact and incentives, to raise the value step by step",
         "定期沟通，适当激励，逐步提升价值"),
        ("default", "C", "standard service and upkeep", "标准化的服务和维护"),
        ("four classes", "C", "win back or drop, decided one by one", "逐个决定挽回或淘汰"),
        ("four classes", "D", "win back or drop, decided one by one", "逐个决定挽回或淘汰"),
        ("points table", "vip", "dedicated service team, preferential terms",
         "专属服务团队，优惠政策"),
        ("points table", "preferred", "personal service and offers, to buy more and more often",
         "个性化服务和优惠，鼓励提高购买频率和金额"),
        ("points table", "standard", "regular promotions, customer care",
         "定期促销活动，客户关怀"),
        ("points table", "emerging", "targeted marketing, offers to begin with",
         "精准营销，优惠政策"),
    ],
)  # fmt: skip
def test_the_seeds_words(model: str, key: str, english: str, chinese: str) -> None:
    found = treatments_of(built_in_model(model))
    assert treatment_text(found, key) == english
    set_language("zh")
    assert treatment_text(found, key) == chinese


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_class_that_ships_is_treated_in_some_way(name: str) -> None:
    model = built_in_model(name)
    assert all(treatment_line(treatments_of(model), one.key) for one in model.classes)


def test_the_user_s_words_win_in_both_languages() -> None:
    found = treatments_of(treated(built_in_model("points table"), 0, "生日送花"))
    assert treatment_line(found, "vip") == "Treatment VIP: 生日送花"
    set_language("zh")
    assert treatment_line(found, "vip") == "服务政策 VIP：生日送花"
    assert treatment_line(found, "preferred").startswith("服务政策 优质：")


def test_nothing_is_said_of_what_nobody_described() -> None:
    model = built_in_model("default")
    own = model._replace(classes=(model.classes[0]._replace(key="Gold"), *model.classes[1:]))
    assert treatment_line(treatments_of(own), "Gold") == ""
    assert treatment_line(treatments_of(own), None) == ""
    assert treatment_line(None, "A") == ""
    # The axes are not mapped onto one another: a grade called vip is not the rating class.
    assert treatment_line(treatments_of(model), "vip") == ""


def test_hostile_words_are_shown_harmlessly() -> None:
    found = treatments_of(treated(built_in_model("default"), 0, "[red]\x1b[31m\u202eabc"))
    shown = treatment_line(found, "A")
    assert "\x1b" not in shown and "\u202e" not in shown and "[red]" in shown
