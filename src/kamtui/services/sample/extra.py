"""More notes and orders for the hand-written customers, older than all that is told of them."""

import random
from collections.abc import Sequence

from kamtui.services.sample import crowd_notes
from kamtui.services.sample.almanac import Almanac
from kamtui.services.sample.goods import BY_CODE
from kamtui.services.sample.ledger import Ledger
from kamtui.services.sample.shares import dealt
from kamtui.services.sample.story import Story
from kamtui.services.sample.telling import REP, ZONE

#: Older than every window of the default model, so that no grade moves.
_OLDER_THAN = 400
_SPAN = 1100


def write_extra(
    ledger: Ledger,
    almanac: Almanac,
    stories: Sequence[Story],
    customers: Sequence[str],
    products: dict[str, str],
    *,
    notes: int,
    orders: int,
) -> None:
    """Deal so many older notes and orders out to customers that are known long enough."""
    pairs = [
        (story, customer)
        for story, customer in zip(stories, customers, strict=True)
        if story.since > _OLDER_THAN and story.products
    ]
    shares = zip(dealt(notes, len(pairs)), dealt(orders, len(pairs)), pairs, strict=True)
    for own_notes, own_orders, (story, customer) in shares:
        chinese = story.country == "CN"
        lines = crowd_notes.NOTES[chinese]
        channels = crowd_notes.CHANNELS if chinese else crowd_notes.CHANNELS_EN
        for place in range(own_notes):
            ago = _day(ledger.random, almanac)
            who = story.people[0].name if story.people else None
            ledger.add(
                "communication", ledger.new_id(), customer, almanac.at(ago, place),
                almanac.iso(ago), ZONE, channels[place % len(channels)], "out",
                lines[(place * 11 + ago) % len(lines)], 1, REP, who, None,
            )  # fmt: skip
        for place in range(own_orders):
            ago = _day(ledger.random, almanac)
            code = story.products[place % len(story.products)]
            quantity, price = 2 + place % 9, BY_CODE[code].price * 100
            order = ledger.new_id()
            ledger.add(
                "sales_order", order, customer, f"SO-{order[-6:].upper()}", almanac.iso(ago),
                "completed", quantity * price, "full",
            )  # fmt: skip
            ledger.add(
                "order_line", ledger.new_id(), order, products[code], str(quantity), price,
                quantity * price,
            )  # fmt: skip


def _day(rng: random.Random, almanac: Almanac) -> int:
    return almanac.working(_OLDER_THAN + int(rng.random() * _SPAN))
