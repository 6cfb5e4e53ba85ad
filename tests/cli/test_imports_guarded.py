"""What an import must not do to files, and the ids of money without an order."""

from pathlib import Path

from tests.cli.conftest import Kam

BAD = "order_no,customer_no,order date,amount\nA,9,2026-01-01,5\n"


def test_rejects_never_replace_what_is_read(kam: Kam, tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_text(BAD, "utf-8")
    (tmp_path / "link.csv").symlink_to(file)
    for name in ("orders.csv", "link.csv", "../" + tmp_path.name + "/orders.csv"):
        said = kam("import", str(file), "--rejects", str(tmp_path / name), code=2)
        assert "one of the files read" in said.err
    assert file.read_text("utf-8") == BAD


def test_a_rejects_file_of_no_format_is_named_before_anything_is_imported(
    kam: Kam, tmp_path: Path
) -> None:
    file = tmp_path / "customers.csv"
    file.write_text("customer_no,name\n1,Acme\n,\n,x\n", "utf-8")
    kam("import", str(file), "--rejects", str(tmp_path / "bad.txt"), code=2)
    assert kam("history", "--json").json() == []


def test_a_dry_run_writes_no_rejects(kam: Kam, tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_text(BAD, "utf-8")
    kam("import", str(file), "--dry-run", "--rejects", str(tmp_path / "bad.csv"), code=1)
    assert not (tmp_path / "bad.csv").exists()


def test_an_import_that_happened_is_told_although_its_rejects_could_not_be_written(
    kam: Kam, tmp_path: Path
) -> None:
    file = tmp_path / "orders.csv"
    file.write_text(BAD, "utf-8")
    said = kam("import", str(file), "--json", "--rejects", str(tmp_path / "no/bad.csv"), code=1)
    assert said.json()["rejected"][0]["row"] == 2
    assert "could not be written" in said.err


def test_web_pages_and_json_are_no_tables(kam: Kam, tmp_path: Path) -> None:
    for text in ('[{"name": "a"}]', '{"name": 1}', "<html><table><tr><td>name</td></tr></table>",
                 '<?xml version="1.0"?><Workbook/>'):  # fmt: skip
        file = tmp_path / "file.xls"
        file.write_text(text, "utf-8")
        assert "is not a table" in kam("import", str(file), code=1).err


def test_money_without_an_order_is_named_by_the_tail_of_its_id(kam: Kam, tmp_path: Path) -> None:
    file = tmp_path / "money.csv"
    file.write_text("customer_no,due on,amount due\n1,2026-10-01,77\n1,2026-10-02,78\n", "utf-8")
    kam("import", str(file), "--create-customers")
    printed = [line.split()[0] for line in kam("agenda").lines if line.startswith("collection:")]
    assert len(printed) == 2
    kam("snooze", printed[0], "+3")
    kam("done", printed[0])
    kam("done", printed[1].removeprefix("collection:"))
    assert [one["kind"] for one in kam("agenda", "--json").json()["items"]].count("collection") == 0


def test_orders_in_another_currency_are_orders_and_in_no_sum(kam: Kam, tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_text(
        "customer_no,order date,amount\n1,2026-10-01,$99\n1,2026-10-02,¥5\n1,2026-10-03,7\n",
        "utf-8",
    )
    kam("import", str(file), "--create-customers")
    found = kam("show", "1", "--json").json()["orders"]
    assert (found["count"], found["amount"]) == (3, "12.00")
    parts = kam("grades", "--all", "--json").json()["proposals"][0]["parts"]
    values = {part["criterion"]: part["value"] for part in parts}
    assert (values["orders"], values["amount"]) == (3, "12.00")


def test_bytes_that_are_no_text_are_named_not_a_fault(kam: Kam) -> None:
    kam("add", "Acme")
    half = "\udcff"
    for words in (("find", half), ("show", half), ("add", half), ("log", "Acme", half),
                  ("history", half), ("edit", "Acme", f"name={half}")):  # fmt: skip
        said = kam(*words, code=1)
        assert "fault" not in said.err
        assert said.err
