"""Whose export a file is, told by names only that program writes (vendor-headers.md, 9.3)."""

from collections.abc import Sequence

from kamtui.exchange.fields import keys
from kamtui.exchange.headers import read_header

GENERIC = "generic"

#: Vendor -> distinctive headers; two of them decide, one does when it is in `_SURE`.
_MARKS: dict[str, frozenset[str]] = {
    "fxiaoke": frozenset(
        keys("所属公海|生命状态|负责人主属部门|外部负责人|锁定状态|剩余保护|归属部门|预计收回时间|"
             "销售订单金额(元)|整单折扣(%)|转手次数|1级行业|2级行业|high_seas_name|life_status")
    ),
    "jiandaoyun": frozenset(keys("数据ID|提交人|流程状态|扩展字段|提交时间|公海池|线索池")),
    "hubspot": frozenset(
        keys("Associated Company IDs|Associated Contact IDs|Lifecycle Stage|Company owner|"
             "Contact owner|Associated Company|Website URL|Create Date|Last Activity Date|"
             "Primary Associated Company ID|Company Domain Name")
    ),
    "salesforce": frozenset(
        keys("ISDELETED|MASTERRECORDID|SYSTEMMODSTAMP|LASTMODIFIEDBYID|BILLINGPOSTALCODE|"
             "Billing State/Province|Billing Zip/Postal Code|Mailing Zip/Postal Code|"
             "Account Source|Asst. Phone")
    ),
    "twenty": frozenset(keys("Domain / Domain URL|Address / Address 1|Domain / Domain Label")),
    "wukong": frozenset(keys("距进入公海天数|负责人获取客户时间|最后跟进记录")),
    "cordys": frozenset(keys("客户标签|预计沟通内容|回款计划名称|意向产品|关联合同")),
}  # fmt: skip
_SURE = frozenset(
    keys("所属公海|负责人主属部门|ISDELETED|Associated Company IDs|Domain / Domain URL")
)
_ZOHO = frozenset(
    keys("Record Id|Account Owner|Contact Owner|Lead Owner|Billing Code|Account Site|SO Number|"
         "Sales Order Owner|Ticker Symbol|SIC Code|Call Owner|Task Owner")
)  # fmt: skip


def recognise_vendor(header: Sequence[str]) -> str:
    """The vendor's name in lower case, "generic" when nothing tells."""
    # Zoho's record ids are the only ones spelled with a dot: "Account Owner.id".
    dotted = any(name.strip().casefold().endswith(".id") for name in header)
    found = {read_header(name).key for name in header}
    if dotted and found & _ZOHO:
        return "zoho"
    best, marks = GENERIC, 0
    for vendor, names in _MARKS.items():
        count = len(found & names)
        if count > marks and (count >= 2 or found & names & _SURE):
            best, marks = vendor, count
    if len(found & _ZOHO) >= 2 and marks < 3:
        return "zoho"
    return best
