"""``done`` and ``snooze`` say what they did to each row."""

from .conftest import Kam


def ids(kam: Kam, *options: str) -> dict[str, str]:
    found = kam("agenda", "--json", "--days", "60", *options).json()["items"]
    return {str(item["kind"]): str(item["id"]) for item in found}


def test_each_row_is_said_in_its_own_words(huadong: Kam) -> None:
    huadong("log", "hdj", "同意试样 !寄样册 >2w 回访")
    huadong("order", "hdj", "11-20 8万 FT-200 due 11-21")
    rows = ids(huadong)
    assert {"follow_up", "promise", "collection"} <= rows.keys()
    said = huadong("snooze", rows["collection"], "+3").out
    assert said.startswith("Payment promised: 华东") and "80,000 = Wed 25 Nov" in said
    assert "promised 25 Nov" in huadong("agenda").out
    made = huadong("done", rows["promise"], rows["collection"], "--json").json()
    assert [one["step"] for one in made["rows"]] == ["delivered", "received"]
    assert made["rows"][1]["amount"] == "80000.00" and made["group"]
    huadong("undo")
    lines = huadong("done", rows["promise"], rows["collection"], rows["follow_up"]).out.splitlines()
    assert lines[0].startswith("Promise delivered: 华东") and lines[0].endswith("寄样册")
    assert lines[1].startswith("Received: ") and lines[1].endswith("80,000")
    assert "(contact not noted)" in lines[2]


def test_a_record_is_verified_and_the_folded_line_says_how(huadong: Kam) -> None:
    assert "done stale:CUSTOMER_NO" in huadong("done", "stale", code=1).err
    number = huadong("show", "hdj", "--json").json()["customer"]["customer_no"]
    assert huadong("done", f"stale:{number}").out.startswith("Verified today: 华东")
    assert "stale" not in ids(huadong)
    assert "cannot be put off" in huadong("snooze", f"stale:{number}", "fri", code=1).err
    huadong("undo")
    assert "stale" in ids(huadong)


def test_past_the_holidays_that_are_known_it_says_so(kam: Kam) -> None:
    kam("add", "华东机械 #B")
    kam("plan", "--by-cadence")
    said = kam("done", ids(kam)["follow_up"]).out
    assert "next: Mon 22 Feb 2027 call" in said
    assert said.count("no holiday data for 2027: weekends only") == 1
