"""One write: its change log, its rollback, its derived tables."""

import pytest
from sqlalchemy import text
from tests.store.states import make_customer

from kamtui.services.desk import Desk
from kamtui.store import tables


def test_a_write_is_logged_in_the_same_transaction(desk: Desk) -> None:
    with desk.write("create") as work:
        made = make_customer(work, "001")
        changes = work.commit()
    with desk.read() as reader:
        assert reader.rows("SELECT entity, entity_id, op, group_id FROM change_log") == [
            ("customer", made.id, "create", changes.group_id)
        ]
        assert reader.value("SELECT names FROM customer_search") is not None
        assert reader.value("SELECT count(*) FROM customer_facts") == 1


def test_an_update_logs_old_and_new_of_what_changed_alone(desk: Desk) -> None:
    with desk.write("create") as work:
        made = make_customer(work, "001")
        work.commit()
    with desk.write("edit") as work:
        customer = work.get(tables.Customer, made.id)
        customer.city = "上海"
        customer.name = made.name
        work.commit()
    with desk.read() as reader:
        assert reader.rows(
            "SELECT op, fields, base_version, new_version FROM change_log WHERE what = 'edit'"
        ) == [("update", '{"city": [null, "\\u4e0a\\u6d77"]}', 1, 2)]


def test_a_write_that_changes_nothing_leaves_no_step(desk: Desk) -> None:
    with desk.write("create") as work:
        made = make_customer(work, "001")
        work.commit()
    with desk.write("edit") as work:
        customer = work.get(tables.Customer, made.id)
        customer.city = None
        customer.name = str(made.name)
        assert work.commit().group_id == ""
    with desk.read() as reader:
        assert reader.value("SELECT count(*) FROM change_log") == 1
        assert reader.value("SELECT version FROM customer") == 1


def test_a_field_set_while_unloaded_is_logged_with_what_it_held(desk: Desk) -> None:
    with desk.write("create") as work:
        made = make_customer(work, "001")
        made.city = "上海"
        work.commit()
    with desk.write("edit") as work:
        customer = work.get(tables.Customer, made.id)
        work.connection.execute(text("UPDATE product SET name = name"))
        work.session.expire_all()  # what a bulk statement asks for
        customer.city = "北京"
        work.commit()
    with desk.read() as reader:
        assert '["\\u4e0a\\u6d77", "\\u5317\\u4eac"]' in reader.value(
            "SELECT fields FROM change_log WHERE what = 'edit'"
        )


def test_a_record_cannot_be_removed_past_the_log(desk: Desk) -> None:
    with desk.write("create") as work:
        made = make_customer(work, "001")
        work.commit()
    with pytest.raises(TypeError), desk.write("remove") as work:
        work.session.delete(work.get(tables.Customer, made.id))
        work.commit()
    with desk.read() as reader:
        assert reader.value("SELECT count(*) FROM customer") == 1
