"""What acting on agenda rows means for each of them: asked before the write, told after it."""

from collections.abc import Sequence

from kamtui.domain.enums import FollowUpChannel
from kamtui.domain.views.acted import Acted
from kamtui.services.desk import Desk
from kamtui.services.review_timers import MODEL, REVIEWS
from kamtui.services.targets import Target, find_target
from kamtui.store.queries import agenda as queries
from kamtui.store.queries import orders
from kamtui.store.reader import Reader

__all__ = ["meant"]

_RECORDS = ("follow_up", "promise", "receivable", "complaint")


def meant(desk: Desk, *, item_ids: Sequence[str], put_off: bool = False) -> tuple[Acted, ...]:
    """Return what done, or another day, means for each row, once for each record.

    Args:
        desk: The open book.
        item_ids: The rows.
        put_off: Another day is given instead of done.

    Raises:
        KamError: What `find_target` raises.
    """
    with desk.read() as reader:
        reviews = [_review(one, put_off=put_off) for one in dict.fromkeys(item_ids) if
                   one in (REVIEWS if put_off else (MODEL,))]  # fmt: skip
        named = {one.id for one in reviews}
        found: dict[Target, str] = {}
        for identifier in item_ids:
            if identifier not in named:
                found.setdefault(find_target(reader, identifier), identifier)
        whose = queries.accounts(reader, sorted({target.customer_id for target in found}))
        rows = [
            _acted(reader, target, identifier, whose[target.customer_id][:2], put_off=put_off)
            for target, identifier in found.items()
        ]
        return (*reviews, *rows)


def _review(identifier: str, *, put_off: bool) -> Acted:
    return Acted(identifier, "put_off" if put_off else "looked_over", "", "")


def _acted(
    reader: Reader, target: Target, identifier: str, whose: Sequence[str], *, put_off: bool
) -> Acted:
    number, name = whose
    what, channel, amount = "", None, None
    if target.entity in _RECORDS:
        row = queries.words(reader, target.entity, [target.id])[target.id]
        what, channel = str(row[0] or ""), row[1]
    if target.entity == "receivable":
        money = orders.receivable(reader, target.id)
        amount = money[4] - money[5] if money is not None else None
    step = _put_off(target) if put_off else _done(reader, target, channel)
    return Acted(identifier, step, number, name, what, amount, channel)


def _put_off(target: Target) -> str:
    if target.entity == "receivable":
        return "promised"
    return "planned" if target.entity in ("silence", "care") else "moved"


def _done(reader: Reader, target: Target, channel: str | None) -> str:
    if target.entity == "follow_up":
        return "done" if channel == FollowUpChannel.ERRAND.value else "not_noted"
    if target.entity == "complaint":
        answered = reader.value("SELECT responded_at FROM complaint WHERE id = :id", None,
                                id=target.id)  # fmt: skip
        return "settled" if answered else "answered"
    return {
        "promise": "delivered", "receivable": "received", "silence": "contact",
        "care": "greeted", "stale": "verified",
    }[target.entity]  # fmt: skip
