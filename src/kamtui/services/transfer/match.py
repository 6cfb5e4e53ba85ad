"""Which customer a row means: by number, else by folded name (cli.md, Import rules)."""

import json
import re
from collections.abc import Mapping

from kamtui.domain.names import name_key
from kamtui.exchange.contact_texts import plain_code
from kamtui.services.transfer.records import Row
from kamtui.services.transfer.result import RowRejected
from kamtui.services.transfer.run import Run

#: Typed values of a row by field name.
Values = Mapping[str, object]
#: Digits of a number made for a customer whose file has none, such as C0001.
_WIDTH = 4
#: An account's id at Salesforce; the three characters after the first fifteen only check case.
_RECORD_ID = re.compile(r"001[0-9A-Za-z]{12}(?:[0-9A-Za-z]{3})?")
_RECORD_ID_CORE = 15
_RECORD_COLUMNS = frozenset({"id", "account id", "accountid"})


class CustomerIndex:
    """The living customers by number and by name, those of this import included."""

    def __init__(self, run: Run) -> None:
        """Read every living customer's number and name."""
        self._by_no: dict[str, str] = {}
        self._by_key: dict[str, list[str]] = {}
        self._names: dict[str, str] = {}
        self._run = run
        self._last: int | None = None
        self._by_record: dict[str, str] = {}
        self._has_records = False
        #: Days of credit of those who have some; files bring none (cli.md, Import rules).
        self.credit_days: dict[str, int] = {}
        for identifier, number, name, key, credit_days in run.query(
            "SELECT id, customer_no, name, name_key, credit_days FROM customer"
            " WHERE deleted_at IS NULL"
        ):
            self._remember(identifier, number, name, key)
            if credit_days is not None:
                self.credit_days[identifier] = credit_days

    def find(self, number: str | None, name: str | None) -> str | None:
        """Return the customer's id, None where there is no such customer.

        A number that differs never falls back to the name.

        Raises:
            RowRejected: ``row.customer_ambiguous`` where several living customers fold to the
                name and not exactly one of them is written just so.
        """
        if number is not None:
            return self._by_no.get(number) or self._by_record_id(number)
        if name is None:
            return None
        found = self._by_key.get(match_key(name))
        if found is None:
            return None
        if len(found) > 1:
            found = [one for one in found if self._names[one] == name]
            if len(found) != 1:
                raise RowRejected("customer", name, "row.customer_ambiguous")
        return found[0]

    def glimpse(self, number: str | None, name: str | None) -> str | None:
        """Like `find`, but an ambiguous name is nobody."""
        try:
            return self.find(number, name)
        except RowRejected:
            return None

    def known(self, values: Values) -> str:
        """Return the customer of a row about something that must be on file already.

        Raises:
            RowRejected: ``row.customer_unknown``, ``row.customer_ambiguous``.
        """
        number, name = _text(values.get("customer_no")), _text(values.get("customer"))
        found = self.find(number, name)
        if found is None:
            at_fault = "customer_no" if number is not None else "customer"
            raise RowRejected(at_fault, number or name, "row.customer_unknown")
        return found

    def need(self, values: Values) -> str:
        """Return the customer a row of another kind belongs to, made where that was asked for.

        Raises:
            RowRejected: ``row.required_missing`` without number and name (also with
                ``--create-customers``), ``row.customer_unknown``, ``row.customer_ambiguous``.
        """
        number, name = _text(values.get("customer_no")), _text(values.get("customer"))
        if number is None and name is None:
            raise RowRejected("", "", "row.required_missing", fields=("customer_no", "customer"))
        found = self.find(number, name)
        if found is not None:
            return found
        if not self._run.create_customers:
            at_fault = "customer_no" if number is not None else "customer"
            raise RowRejected(at_fault, number or name, "row.customer_unknown")
        made = self.make(number=number, name=name or number or "", values={})
        return str(made["id"])

    def make(self, *, number: str | None, name: str, values: Row) -> Row:
        """Write a new customer and return its row; the number is made where there is none."""
        row = self._run.add(
            "customer",
            None,
            {
                **values,
                "customer_no": number if number is not None else self._next_number(),
                "name": name,
                "name_key": match_key(name),
            },
        )
        self._run.touched.add(row["id"])
        self._remember(row["id"], row["customer_no"], name, row["name_key"])
        self._remember_record(row["id"], row["custom"])
        return row

    def rename(self, identifier: str, name: str) -> None:
        """Let rows to come find a customer by its new name, and not by the old one."""
        old = self._by_key.get(match_key(self._names[identifier]), [])
        if identifier in old:
            old.remove(identifier)
        if not old:
            self._by_key.pop(match_key(self._names[identifier]), None)
        self._names[identifier] = name
        self._by_key.setdefault(match_key(name), []).append(identifier)

    def _remember(self, identifier: str, number: str, name: str, key: str) -> None:
        self._by_no[number] = identifier
        if not number.isascii():
            # Files are read with narrow digits, whatever width a number was typed in.
            self._by_no.setdefault(plain_code(number), identifier)
        self._names[identifier] = name
        self._by_key.setdefault(key, []).append(identifier)

    def _by_record_id(self, number: str) -> str | None:
        """Return the customer whose list came with that Salesforce record id beside its number.

        Its other files name accounts by nothing else (vendor-headers.md, 3).
        """
        if _RECORD_ID.fullmatch(number) is None:
            return None
        if not self._has_records:
            self._has_records = True
            for identifier, custom in self._run.query(
                "SELECT id, custom FROM customer WHERE deleted_at IS NULL"
            ):
                self._remember_record(identifier, custom)
        return self._by_record.get(number[:_RECORD_ID_CORE])

    def _remember_record(self, identifier: str, custom: object) -> None:
        fields = json.loads(custom) if isinstance(custom, str) else custom
        if isinstance(fields, dict):
            for name, value in fields.items():
                if name.casefold() in _RECORD_COLUMNS and isinstance(value, str):
                    self._by_record.setdefault(value[:_RECORD_ID_CORE], identifier)

    def _next_number(self) -> str:
        """Return the next number free among the living; deleted ones are not given out again."""
        if self._last is None:
            taken = [
                *self._by_no,
                *(
                    str(row[0])
                    for row in self._run.query(
                        "SELECT customer_no FROM customer WHERE deleted_at IS NOT NULL"
                    )
                ),
            ]
            ours = re.compile(rf"{re.escape(self._run.prefix)}([0-9]{{1,15}})")
            matches = (ours.fullmatch(number) for number in taken)
            self._last = max((int(match[1]) for match in matches if match), default=0)
        self._last += 1
        while (number := f"{self._run.prefix}{self._last:0{_WIDTH}d}") in self._by_no:
            self._last += 1
        return number


def match_key(name: str) -> str:
    """Return the key a name matches by; a name of signs only is its own key."""
    return name_key(name) or name.casefold()


def _text(value: object) -> str | None:
    return None if value is None or value == "" else str(value)
