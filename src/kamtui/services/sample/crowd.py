"""Writes the generated customers of a large sample book."""

from collections.abc import Iterator

from kamtui.domain.names import name_key
from kamtui.domain.search_marks import marks_of
from kamtui.services.sample import crowd_notes
from kamtui.services.sample.almanac import Almanac
from kamtui.services.sample.crowd_days import Standing, days_late, standings
from kamtui.services.sample.crowd_names import Company, company, keys_of, mobile, person
from kamtui.services.sample.crowd_trade import CrowdTrade
from kamtui.services.sample.ledger import Ledger
from kamtui.services.sample.shares import dealt
from kamtui.services.sample.telling import ZONE, customer_number

_OWNERS = ("林晓", "林晓", "周帆", "Anna Vogel", "何俊")
_ROLES = ("decides", "influences", "uses", None)
_LIFECYCLES = ("mature", "mature", "new", "at_risk", "prospect")
_NEEDS = ("price", "quality", "service", None)


class Crowd:
    """One made-up customer after another; everything but their number comes from the seed."""

    def __init__(self, ledger: Ledger, almanac: Almanac, products: dict[str, str]) -> None:
        """Write into ``ledger``; ``products`` are ids by code."""
        self._ledger = ledger
        self._almanac = almanac
        self._random = ledger.random
        self._trade = CrowdTrade(ledger, almanac, products)

    def fill(self, *, first_number: int, customers: int, notes: int, orders: int) -> Iterator[None]:
        """Write so many customers with so many notes and orders in all, one at each step."""
        plans = standings(customers, self._random)
        shares = zip(dealt(notes, customers), dealt(orders, customers), plans, strict=True)
        for place, (own_notes, own_orders, standing) in enumerate(shares):
            self._customer(place, first_number + place, own_notes, own_orders, standing)
            yield

    def _customer(
        self, place: int, number: int, notes: int, orders: int, standing: Standing
    ) -> None:
        ledger, almanac, rng = self._ledger, self._almanac, self._random
        made = company(place)
        chinese = made.country == "CN"
        customer = ledger.new_id()
        customer_no = customer_number(number)
        since = 30 + int(rng.random() ** 2 * 2400)
        verified = int(rng.random() * 260)
        pick = int(rng.random() * 60)
        ledger.add(
            "customer", customer, customer_no, made.name, None, name_key(made.name), None,
            made.trade, made.region, made.city, made.country, None, made.phone, None, None,
            20 + pick * 17, None, almanac.iso(since), None, _LIFECYCLES[pick % 5], _NEEDS[pick % 4],
            None, "stable", 1 + pick % 5 if pick < 8 else None, "框架" if pick < 8 else None, 30,
            None, None, None, almanac.iso(verified) if pick % 6 else None,
            _OWNERS[pick % len(_OWNERS)], "[]", "{}", None,
        )  # fmt: skip
        contact, name, numbers = self._contact(customer, place, made, pick)
        keys = keys_of(made, customer_no=customer_no, contact=name, numbers=numbers)
        ledger.add("customer_search", customer, *keys, *marks_of(keys))
        newest = self._notes(customer, contact, name, notes, standing, since, chinese)
        self._trade.write(customer, orders, owes=standing is Standing.DUE_MONEY)
        self._owed(customer, contact, newest, standing, chinese, has_orders=orders > 0)
        if pick in (9, 10, 11):
            ledger.add(
                "survey", ledger.new_id(), customer, almanac.iso(20 + pick * 20),
                "54334254"[number % 8], number % 11, None, "phone",
            )  # fmt: skip

    def _contact(
        self, customer: str, place: int, made: Company, pick: int
    ) -> tuple[str, str, list[str]]:
        ledger = self._ledger
        chinese = made.country == "CN"
        contact = ledger.new_id()
        name = person(place * 17 % 720, chinese=chinese)
        phone = mobile(place) if chinese else f"{made.phone[:-4]}{place * 37 % 9000 + 1000}"
        ledger.add(
            "contact", contact, customer, name, crowd_notes.TITLES[chinese][pick % 5],
            _ROLES[pick % 4], None, None, 0, 1, None,
        )  # fmt: skip
        kind = "mobile" if chinese else "phone"
        ledger.add(
            "contact_point", ledger.new_id(), contact, None, kind, phone,
            phone.removeprefix("+"), 1,
        )  # fmt: skip
        return contact, name, [phone, made.phone]

    def _notes(
        self,
        customer: str,
        contact: str,
        who: str,
        count: int,
        standing: Standing,
        since: int,
        chinese: bool,
    ) -> str | None:
        """Write ``count`` notes, the newest first, evenly back through three years at most."""
        ledger, almanac, rng = self._ledger, self._almanac, self._random
        lines = crowd_notes.NOTES[chinese]
        channels = crowd_notes.CHANNELS if chinese else crowd_notes.CHANNELS_EN
        last = 1 + int(rng.random() * rng.random() * 150)
        if standing is Standing.UNPLANNED:
            last += 20
        gap = max(1.0, min(75.0, (max(since, 60) - last) / max(1, count)))
        turn = int(rng.random() * 10_000)
        newest = None
        for at in range(count):
            ago = almanac.working(last + int(at * gap))
            turn += 37
            communication = ledger.new_id()
            newest = newest or communication
            channel = channels[turn % len(channels)]
            ledger.add(
                "communication", communication, customer, almanac.at(ago, turn),
                almanac.iso(ago), ZONE, channel, "in" if turn % 5 == 0 else "out",
                lines[turn % len(lines)], 1, _OWNERS[turn % len(_OWNERS)], who, None,
            )  # fmt: skip
            if at == 0:
                ledger.add("communication_contact", communication, contact)
        return newest

    def _owed(
        self,
        customer: str,
        contact: str,
        newest: str | None,
        standing: Standing,
        chinese: bool,
        *,
        has_orders: bool,
    ) -> None:
        """Write the plan, promise or complaint of a customer's standing."""
        ledger, almanac, rng = self._ledger, self._almanac, self._random
        if standing is Standing.UNPLANNED:
            return
        if standing is Standing.DUE_PLAN:
            due_in = -days_late(rng)
        elif standing is Standing.SOON:
            due_in = 1 + int(rng.random() * 7)
        else:
            due_in = almanac.working_ahead(8 + int(rng.random() * 120))
        plans = crowd_notes.PLANS[chinese]
        pick = int(rng.random() * 64)
        ledger.add(
            "follow_up", ledger.new_id(), customer, contact, almanac.iso(-due_in), None, None,
            ("call", "visit", "wechat" if chinese else "email", "call")[pick % 4],
            plans[pick % len(plans)], None, None, _OWNERS[pick % len(_OWNERS)], "open", None, None,
            "cadence" if pick % 3 else "manual",
        )  # fmt: skip
        promised = standing is Standing.DUE_PROMISE
        if promised or (standing is Standing.DUE_MONEY and not has_orders):
            promises = crowd_notes.PROMISES[chinese]
            ledger.add(
                "promise", ledger.new_id(), customer, newest, promises[pick % len(promises)],
                almanac.iso(days_late(rng)), None,
            )  # fmt: skip
        elif standing is Standing.DUE_COMPLAINT:
            ago = 3 + days_late(rng) % 9
            text = "交期晚了一周" if chinese else "Delivered a week late"
            ledger.add(
                "complaint", ledger.new_id(), customer, "complaint", "delivery", text,
                almanac.at(ago, 5), almanac.at(ago - 1, 5), almanac.at(ago - 3, 5),
                almanac.at(ago, 6), None, None, _OWNERS[pick % len(_OWNERS)],
            )  # fmt: skip
