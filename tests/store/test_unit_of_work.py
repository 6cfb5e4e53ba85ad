"""One write: its change log, its rollback, its derived tables."""

from kamtui.services.desk import Desk


def test_a_write_is_logged_in_the_same_transaction(desk: Desk) -> None:
    from kamtui.store.tables import Customer

    with desk.write("create") as work:
        made = work.add(Customer(customer_no="001", name="华东机械", name_key="华东机械"))
        changes = work.commit()
    with desk.read() as reader:
        assert reader.rows("SELECT entity, entity_id, op, group_id FROM change_log") == [
            ("customer", made.id, "create", changes.group_id)
        ]
        assert reader.value("SELECT names FROM customer_search") is not None
        assert reader.value("SELECT count(*) FROM customer_facts") == 1
