"""Writes one hand-written customer into the ledger."""

import json

from kamtui.domain.names import digits, name_key
from kamtui.services.sample.almanac import Almanac
from kamtui.services.sample.ledger import Ledger
from kamtui.services.sample.story import Note, Person, Story
from kamtui.services.sample.telling_feedback import tell_feedback
from kamtui.services.sample.telling_trade import sales_of, tell_trade
from kamtui.services.sample.uscc import made_up_code

#: The rep whose desk it is.
REP = "林晓"
ZONE = "+08:00"
_DISTRICTS = {
    "苏州": 320571,
    "宁波": 330206,
    "广州": 440106,
    "重庆": 500112,
    "南京": 320115,
    "深圳": 440306,
    "杭州": 330106,
    "上海": 310114,
    "厦门": 350205,
    "义乌": 330782,
    "成都": 510124,
    "青岛": 370211,
    "武汉": 420112,
    "天津": 120116,
    "西安": 610117,
}
_NO_DIRECTION = frozenset({"visit", "meeting"})


def customer_number(number: int) -> str:
    """Return the customer no. of the so-manieth customer, from 1."""
    return f"C{number:04d}"


class Teller:
    """Writes stories; ``notes`` and ``orders`` bound how many of each are still wanted."""

    def __init__(self, ledger: Ledger, almanac: Almanac, products: dict[str, str]) -> None:
        """Use ``products``: ids by code."""
        self._ledger = ledger
        self._almanac = almanac
        self._products = products

    def tell(self, story: Story, *, number: int, notes: int, orders: int) -> str:
        """Write one customer with at most so many of its newest notes and orders.

        Returns:
            The customer's id.
        """
        ledger, almanac = self._ledger, self._almanac
        customer = ledger.new_id()
        strategic, reason = story.strategic or (None, None)
        district = _DISTRICTS.get(story.city)
        ledger.add(
            "customer",
            customer,
            customer_number(number),
            story.name,
            story.short,
            name_key(story.name),
            made_up_code(number, district) if district else None,
            story.industry,
            story.region,
            story.city,
            story.country,
            story.address,
            story.phone,
            story.email,
            story.website,
            story.employees,
            story.revenue_band,
            almanac.iso(story.since),
            story.grade,
            story.lifecycle,
            story.need_type,
            story.intent,
            story.relation_state,
            strategic,
            reason,
            story.credit_days,
            None if story.credit_limit is None else story.credit_limit * 100,
            story.preferences,
            story.attention,
            almanac.iso(story.verified),
            REP,
            json.dumps(story.tags),
            json.dumps(story.custom),
            story.remarks,
        )
        people = {
            person.name: self._person(customer, person, main=place == 0)
            for place, person in enumerate(story.people)
        }
        main = next(iter(people.values()), None)
        newest = self._notes(customer, story, story.notes[:notes], people)
        self._plans(customer, story, main, newest)
        tell_trade(
            ledger,
            almanac,
            story,
            sales_of(story, almanac)[:orders],
            customer=customer,
            products=self._products,
        )
        tell_feedback(ledger, almanac, story, customer=customer, rep=REP)
        return customer

    def _person(self, customer: str, person: Person, *, main: bool) -> str:
        ledger = self._ledger
        contact = ledger.new_id()
        birthday = None if person.birthday_in is None else self._almanac.day(-person.birthday_in)
        ledger.add(
            "contact",
            contact,
            customer,
            person.name,
            person.title,
            person.role,
            birthday.month if birthday else None,
            birthday.day if birthday else None,
            0,
            int(main),
            person.remarks,
        )
        points = [(_phone_kind(phone), phone) for phone in person.phones]
        points += [
            (kind, value)
            for kind, value in (
                ("wechat", person.wechat),
                ("wechat_remark", person.wechat_remark),
                ("email", person.email),
            )
            if value
        ]
        for place, (kind, value) in enumerate(points):
            number = digits(value) if kind in {"phone", "mobile"} else None
            ledger.add(
                "contact_point", ledger.new_id(), contact, None, kind, value, number,
                int(place == 0),
            )  # fmt: skip
        return contact

    def _notes(
        self, customer: str, story: Story, notes: tuple[Note, ...], people: dict[str, str]
    ) -> str | None:
        """Write the notes, newest first; return the newest one's id."""
        ledger, almanac = self._ledger, self._almanac
        newest = None
        for place, note in enumerate(notes):
            # The newest keeps its day, which every list shows; older ones happened on workdays.
            ago = note.ago if place == 0 else almanac.working(note.ago)
            communication = ledger.new_id()
            newest = newest or communication
            contact = people.get(note.who)
            follow_up = None
            if place < len(story.did):
                follow_up = ledger.new_id()
                ledger.add(
                    "follow_up", follow_up, customer, contact, almanac.iso(ago), None, None,
                    note.channel, story.did[place], None, None, REP, "done",
                    almanac.at(ago, place), communication, "manual",
                )  # fmt: skip
            direction = None if note.channel in _NO_DIRECTION else "out"
            ledger.add(
                "communication", communication, customer, almanac.at(ago, place),
                almanac.iso(ago), ZONE, note.channel, "in" if note.incoming else direction,
                almanac.told(note.text, ago), 1, REP, None if note.who == "-" else note.who,
                follow_up,
            )  # fmt: skip
            if contact:
                ledger.add("communication_contact", communication, contact)
        return newest

    def _plans(self, customer: str, story: Story, main: str | None, newest: str | None) -> None:
        ledger, almanac = self._ledger, self._almanac
        for plan in story.plans:
            due_in = almanac.working_ahead(plan.due_in) if plan.due_in > 0 else plan.due_in
            ledger.add(
                "follow_up", ledger.new_id(), customer, main, almanac.iso(-due_in),
                plan.at.strftime("%H:%M") if plan.at else None, plan.place, plan.channel,
                plan.what, plan.goal, plan.expected, REP, "open", None, None,
                "cadence" if plan.cadence else "manual",
            )  # fmt: skip
        for promise in story.promises:
            due_in = promise.due_in
            due_in = almanac.working_ahead(due_in) if due_in > 0 else due_in
            delivered = promise.delivered_ago
            ledger.add(
                "promise", ledger.new_id(), customer, newest if delivered is None else None,
                promise.what, almanac.iso(-due_in),
                None if delivered is None else almanac.iso(delivered),
            )  # fmt: skip


def _phone_kind(phone: str) -> str:
    mobile = len(phone) == 11 and phone.startswith("1")
    return "mobile" if mobile else "phone"
