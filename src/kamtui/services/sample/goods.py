"""What the sample's rep sells: code, name, class, unit, list price in yuan."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Goods:
    """One product."""

    code: str
    name: str
    product_class: str
    unit: str
    price: int


GOODS: tuple[Goods, ...] = (
    Goods("FT-200", "电磁流量计 FT-200", "仪表", "台", 3_600),
    Goods("FT-350", "Vortex flow meter FT-350", "仪表", "pc", 5_200),
    Goods("PT-30", "压力变送器 PT-30", "仪表", "台", 1_150),
    Goods("PT-55", "Pressure transmitter PT-55", "仪表", "pc", 1_900),
    Goods("TT-12", "温度变送器 TT-12", "仪表", "支", 460),
    Goods("VA-80", "气动调节阀 VA-80", "阀门", "台", 8_400),
    Goods("VA-25", "Ball valve VA-25", "阀门", "pc", 720),
    Goods("AC-05", "阀门定位器 AC-05", "附件", "只", 2_300),
    Goods("CB-4C", "屏蔽信号电缆 4 芯", "附件", "米", 18),
    Goods("SV-YR", "年度校准服务", "服务", "次", 12_000),
    Goods("SV-ON", "On-site commissioning", "服务", "day", 4_500),
    Goods("SP-KT", "备件包", "备件", "套", 2_800),
    Goods("GW-10", "数据采集网关 GW-10", "软件", "台", 6_800),
    Goods("SW-LC", "Monitoring licence, 1 year", "软件", "seat", 9_600),
)

BY_CODE = {goods.code: goods for goods in GOODS}
