"""A book in memory whose rows are those of the design's pictures (look/look.md)."""

import threading
from datetime import UTC, date, datetime, time, timedelta

from kamtui.domain.enums import AgendaKind, DueState
from kamtui.domain.errors import KamError
from kamtui.domain.views.agenda import (
    Agenda,
    AgendaCounts,
    AgendaItem,
    DayLoad,
    FoldedItem,
    GradeCount,
    Outlook,
    ReceivableBand,
)
from kamtui.domain.views.changes import ChangeSet
from kamtui.domain.views.customer import (
    CommunicationView,
    ContactView,
    CustomerBrief,
    CustomerView,
    FollowUpView,
    MoneyView,
    PromiseView,
)
from kamtui.domain.views.search import CustomerMatch

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)

_F, _P, _C, _M = (
    AgendaKind.FOLLOW_UP,
    AgendaKind.PROMISE,
    AgendaKind.COLLECTION,
    AgendaKind.COMPLAINT,
)

#: id, kind, days late (negative: ahead), customer, grade, what, why, who, days since, amount
ROWS: tuple[tuple[str, AgendaKind, int, str, str, str, str, str | None, int, int | None], ...] = (
    ("f0", _F, 0, "广州百汇", "A", "拜访", "timed", "陈经理", 7, None),
    ("f1", _F, 41, "华东机械有限公司", "A", "续约报价", "plan", "李总", 44, None),
    ("p1", _P, 12, "Acme Industrial", "A", "Send revised quote", "promised", "J.Smith", 15, None),
    ("f2", _F, 9, "上海宏图贸易", "B", "催合同盖章", "plan", "王小明", 9, None),
    ("c1", _C, 8, "杭州云栖软件", "B", "年度续费", "owed", "孙婷", 26, 8_000_000),
    ("c2", _C, 6, "Northwind Traders", "A", "Invoice 2041", "owed", "A. Lee", 30, 12_000_000),
    ("f3", _F, 5, "重庆长安配件", "A", "设备现场回访", "plan", "周敏", 21, None),
    ("m1", _M, 2, "深圳新锐电子", "B", "交期", "settle", "周工", 8, None),
    ("p2", _P, 1, "Baltic Freight Ltd", "C", "寄目录", "promised", "E. Kask", 52, None),
    ("f4", _F, 0, "Omega Steel", "B", "Order check", "plan", "T. Wu", 10, None),
    ("p3", _P, 0, "苏州恒达精密", "C", "寄样册", "promised", None, 33, None),
    ("f5", _F, -2, "宁波远洋供应链管理有限公司", "A", "年度框架协议", "plan", "赵工", 10, None),
    ("k1", AgendaKind.CARE, -5, "厦门港务物流", "B", "生日：林总", "care", "林总", 18, None),
)

HISTORY = (
    (date(2026, 10, 9), "call", "李总", "价格可接受，等总部批复；要求 11 月前给新报价"),
    (date(2026, 9, 21), "visit", "李总", "参观车间，谈年度框架；竞品 X 报价低 3%"),
    (date(2026, 9, 2), "wechat", "张工", "技术参数确认 OK"),
    (date(2026, 8, 26), "call", "李总", "约 9 月下旬参观车间"),
)
WEEKS = "000001010000010000010000110000201100000000110100100000"[:53]


def item_of(row: tuple[object, ...]) -> AgendaItem:
    """Make an agenda row of a line of `ROWS`."""
    key, kind, late, customer, grade, what, why, who, since, amount = row
    assert isinstance(late, int) and isinstance(since, int) and isinstance(kind, AgendaKind)
    state = DueState.OVERDUE if late > 0 else DueState.TODAY if late == 0 else DueState.UPCOMING
    return AgendaItem(
        id=str(key),
        kind=kind,
        state=state,
        due=TODAY - timedelta(days=late),
        at=time(10) if why == "timed" else None,
        days_overdue=max(0, late),
        customer_id=f"id-{customer}",
        customer_no="C-001",
        customer=str(customer),
        grade=str(grade),
        what=str(what),
        why=str(why),
        amount_minor=amount if isinstance(amount, int) else None,
        deadline=NOW + timedelta(hours=30) if kind is _M else None,
        channel="visit" if why == "timed" else "call",
        contact=str(who) if who else None,
        phone="13828034063",
        last_contact=TODAY - timedelta(days=since),
        last_channel="call",
        money_minor=0,
    )


class FakeBook:
    """Implements `kamtui.tui.book.Book`; every write can be undone and is counted."""

    def __init__(self, items: tuple[AgendaItem, ...] | None = None, *, done: int = 5) -> None:
        self.items = tuple(map(item_of, ROWS)) if items is None else items
        self.done_today = done
        self.folded: tuple[FoldedItem, ...] = (
            FoldedItem("no_plan", AgendaKind.NO_PLAN, 4, (GradeCount("B", 2), GradeCount("C", 2))),
            FoldedItem("stale", AgendaKind.STALE, 9, (GradeCount("C", 9),)),
        )
        self.customers = 24
        self.seq = 1
        self.fail: KamError | None = None
        self.calls: list[tuple[str, tuple[object, ...]]] = []
        self._past: list[tuple[AgendaItem, ...]] = []
        self._future: list[tuple[AgendaItem, ...]] = []
        self._lock = threading.Lock()

    def today(self) -> date:
        return TODAY

    def now(self) -> datetime:
        return NOW

    def agenda(self, *, days: int = 7, limit: int | None = None) -> Agenda:
        states = [item.state for item in self.items]
        return Agenda(
            today=TODAY,
            counts=AgendaCounts(
                overdue=states.count(DueState.OVERDUE),
                today=states.count(DueState.TODAY),
                upcoming=states.count(DueState.UPCOMING),
                done_today=self.done_today + len(self._past),
            ),
            items=self.items[:limit],
            folded=self.folded,
        )

    def outlook(self) -> Outlook:
        load = {24: 1, 27: 1, 30: 1, 3: 1, 4: 2}
        days = tuple(TODAY + timedelta(days=n) for n in range(1, 15))
        return Outlook(
            days=tuple(DayLoad(day, load.get(day.day, 0)) for day in days),
            receivables=(
                ReceivableBand("not_due", 34_000_000, "重庆长安配件", date(2026, 12, 5)),
                ReceivableBand("late_1_7", 12_000_000, "Northwind Traders", None),
                ReceivableBand("late_8_30", 8_000_000, "杭州云栖软件", None),
            ),
            receivables_total_minor=54_000_000,
        )

    def brief(self, *, customer_id: str, communications: int = 20) -> CustomerBrief:
        name = customer_id.removeprefix("id-")
        item = next((one for one in self.items if one.customer_id == customer_id), None)
        people = (
            ("李总", "采购部长", "13828034063"),
            ("张工", "技术", "13915228807"),
            ("钱会计", "财务", "051262881190"),
        )
        return CustomerBrief(
            customer=CustomerView(
                id=customer_id,
                customer_no="C-001",
                name=name,
                grade=item.grade if item else None,
                lifecycle=None,
                owner=None,
                city="苏州",
                region=None,
                phone=None,
                customer_since=None,
                strategic_value=None,
                cadence="1m visit",
                tags=(),
                version=1,
                fields={},
                custom={},
            ),
            contacts=tuple(
                ContactView(f"p{n}", who, title, None, n == 0, None, (), phone, None)
                for n, (who, title, phone) in enumerate(people)
            ),
            communications=tuple(
                CommunicationView(
                    id=f"k{n}",
                    at=datetime(on.year, on.month, on.day, 2, tzinfo=UTC),
                    on=on,
                    channel=channel,
                    direction="out",
                    who=who,
                    content=text,
                    outcome=None,
                    noted=True,
                    by=None,
                )
                for n, (on, channel, who, text) in enumerate(HISTORY[:communications])
            ),
            communications_total=38,
            promises=(
                PromiseView("q1", "新报价", date(2026, 10, 30), None),
                PromiseView("q2", "样品 2 件", date(2026, 12, 4), None),
            ),
            follow_ups=(
                FollowUpView(
                    "f1",
                    date(2026, 10, 12),
                    None,
                    "call",
                    "续约报价",
                    None,
                    None,
                    "open",
                    "manual",
                    None,
                    None,
                    None,
                ),
            ),
            money=MoneyView(
                38, 180_000_000, date(2026, 10, 1), 10, 42_000_000, 31_000_000, 0, 0, 60, "CNY"
            ),
            cadence="1m visit",
            weeks=tuple(int(week) for week in WEEKS),
            satisfaction=None,
            complaints_open=0,
            last_contact=date(2026, 10, 9),
        )

    def score(self, *, customer_id: str) -> int | None:
        return 81

    def stop_finding(self) -> None:
        """Answers are at once."""

    def find(self, *, text: str, limit: int = 20) -> tuple[CustomerMatch, ...]:
        self.calls.append(("find", (text,)))
        wanted = "华东" if text.startswith("hd") else text.casefold()
        return tuple(
            CustomerMatch(
                one.customer_id, "C-001", one.customer, one.grade, one.contact, one.phone,
                one.last_contact, one.last_channel, one.due, one.days_overdue, 81,
            )
            for one in self.items
            if wanted in one.customer.casefold()
        )[:limit]  # fmt: skip

    def next_item(self) -> AgendaItem | None:
        return item_of(ROWS[-2])

    def has_customers(self) -> bool:
        return self.customers > 0

    def done(self, *, item_ids: tuple[str, ...]) -> ChangeSet:
        return self._write(
            "done", item_ids, tuple(one for one in self.items if one.id not in item_ids)
        )

    def snooze(self, *, item_ids: tuple[str, ...], to: date) -> ChangeSet:
        kept = [one for one in self.items if one.id not in item_ids]
        moved = [
            one._replace(due=to, state=DueState.UPCOMING, days_overdue=0, at=None)
            for one in self.items
            if one.id in item_ids
        ]
        return self._write("snooze", (*item_ids, to), (*kept, *moved))

    def undo(self) -> ChangeSet:
        with self._lock:
            if not self._past:
                raise KamError("history.nothing_to_undo")
            self._future.append(self.items)
            self.items = self._past.pop()
            self.seq += 1
            self.calls.append(("undo", ()))
        return self._changes("undo")

    def redo(self) -> ChangeSet:
        with self._lock:
            if not self._future:
                raise KamError("history.nothing_to_redo")
            self._past.append(self.items)
            self.items = self._future.pop()
            self.seq += 1
            self.calls.append(("redo", ()))
        return self._changes("redo")

    def latest_seq(self) -> int:
        return self.seq

    def _write(
        self, what: str, arguments: tuple[object, ...], items: tuple[AgendaItem, ...]
    ) -> ChangeSet:
        with self._lock:
            self.calls.append((what, arguments))
            if self.fail is not None:
                raise self.fail
            self._past.append(self.items)
            self._future.clear()
            self.items = items
            self.seq += 1
        return self._changes(what)

    def _changes(self, what: str) -> ChangeSet:
        return ChangeSet("g", what, frozenset({"follow_up"}), frozenset())
