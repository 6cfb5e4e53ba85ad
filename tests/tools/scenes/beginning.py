"""The first start, and a file on its way in."""

from pathlib import Path

from tests.tools.scenes.stage import book_folder, scenes, shown
from textual import events
from textual.pilot import Pilot

#: A list as a rep keeps it: a column nobody knows, a row without a name.
_LIST = """客户名称,联系人,手机,城市,等级,备注,内部代号
东海电缆有限公司,韩梅,13912345601,宁波,A,年框客户,NB-01
Baltic Freight Ltd,E. Kask,+372 6123456,Tallinn,B,,EE-07
青山包装,罗杰,13912345602,温州,C,先款后货,WZ-12
,无名,13912345603,杭州,,,
"""


async def _first(pilot: Pilot[None]) -> None:
    await shown(pilot, "How do you want to begin", "您想怎样开始")


async def _import(pilot: Pilot[None]) -> None:
    await _first(pilot)
    path = Path(book_folder()) / "customers.csv"
    path.write_text(_LIST, encoding="utf-8")
    await pilot.press("2")
    await shown(pilot, "paste a table", "粘贴表格")
    pilot.app.post_message(events.Paste(str(path)))
    await shown(pilot, "customers.csv")
    await pilot.press("enter")
    await shown(pilot, "NB-01")
    await pilot.press("j", "j", "j", "j")


scenes("first-run", _first, missing=True)
scenes("import", _import, missing=True)
