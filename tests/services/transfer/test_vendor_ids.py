"""Files of one vendor find each other by its record ids (vendor-headers.md, 3)."""

from pathlib import Path

import pytest
from tests.services.transfer.conftest import Ask, Take, counts, reasons

from kamtui.services.desk import Desk
from kamtui.services.transfer.imports import Source, import_files

ACCOUNTS = (
    "ID,ISDELETED,NAME,ACCOUNTNUMBER,BILLINGCITY,SYSTEMMODSTAMP\n"
    "0015g00000AbCdEAAV,false,United Oil,CD355118,NY,\n"
    "0015g00000AbCdeAAV,false,Express,,LA,\n"
)
CONTACTS = (
    "ID,ISDELETED,ACCOUNTID,LASTNAME,FIRSTNAME,EMAIL,MOBILEPHONE,SYSTEMMODSTAMP\n"
    "0035g1,false,0015g00000AbCdEAAV,Lee,Ann,ann@a.example,,\n"
    "0035g2,false,0015g00000AbCde,Wu,Bo,bo@a.example,,\n"
    "0035g3,false,0015g00000ZZZZZAAV,No,Body,no@a.example,,\n"
)
PEOPLE = (
    "SELECT c.name, k.name FROM contact k JOIN customer c ON c.id = k.customer_id ORDER BY k.name"
)


def test_contacts_of_salesforce_find_their_accounts(take: Take, ask: Ask) -> None:
    take(ACCOUNTS)
    result = take(CONTACTS, kind="contacts")
    assert counts(result) == (2, 0, 0, 0, 1)
    assert reasons(result) == [(4, "ACCOUNTID", "0015g00000ZZZZZAAV", "row.customer_unknown")]
    assert ask(PEOPLE) == [("United Oil", "Ann Lee"), ("Express", "Bo Wu")]
    assert counts(take(CONTACTS, kind="contacts")) == (0, 0, 2, 0, 1)


@pytest.mark.parametrize("dry_run", [True, False])
def test_in_one_command_too(desk: Desk, tmp_path: Path, dry_run: bool) -> None:
    sources = []
    for name, text in (("accounts.csv", ACCOUNTS), ("contacts.csv", CONTACTS)):
        (tmp_path / name).write_text(text, "utf-8")
        sources.append(Source(tmp_path / name))
    found = import_files(desk, sources=sources, dry_run=dry_run)
    assert [counts(one)[0] for one in found] == [2, 2]
    assert [one.kind for one in found] == ["customers", "contacts"]
