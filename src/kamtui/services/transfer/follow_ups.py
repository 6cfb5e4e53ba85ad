"""Follow-ups: plans made elsewhere."""

from typing import Any

from kamtui.domain.enums import FollowUpState
from kamtui.exchange.typed import TypedRow
from kamtui.services.transfer.matched import MatchedRows
from kamtui.services.transfer.result import Outcome
from kamtui.services.transfer.values import moment_text, need, picked

_PLAIN = {name: name for name in ("channel", "goal", "expected_result", "assignee", "state")}


class FollowUps(MatchedRows):
    """Imports follow-ups (requirements S0-22)."""

    def decide(self, row: TypedRow, values: Any) -> Outcome:
        """Create one follow-up, or find it again and bring it up to date."""
        due = need(values, "due_on")
        noon = moment_text(due, now=self._book.run.now, field="due_on")
        customer_id = self._book.customers.need(values)
        self._known.load([customer_id])
        purpose = values.get("what") or values.get("goal") or ""
        content = (customer_id, due.isoformat(), purpose)
        source_key = self._keys.key(*content)
        found = self._known.find(source_key, content)
        fresh = picked(values, _PLAIN)
        closed = fresh.get("state") == FollowUpState.DONE
        if found is None:
            made = self._book.run.add(
                "follow_up",
                customer_id,
                {
                    **fresh,
                    "customer_id": customer_id,
                    "due_on": due.isoformat(),
                    "purpose": purpose,
                    "completed_at": noon if closed else None,
                    "source_key": source_key,
                },
            )
            self._known.made(made)
            return Outcome.CREATED
        if found["state"] != FollowUpState.OPEN:
            # What was done or dropped here stays so, whatever an older file says.
            fresh.pop("state", None)
        elif closed:
            fresh["completed_at"] = self._book.run.stamp
        changed = self._book.run.change("follow_up", found, customer_id, fresh)
        return Outcome.UPDATED if changed else Outcome.UNCHANGED
