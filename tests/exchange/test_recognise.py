"""Kinds and vendors from whole headers (vendor-headers.md, sections 1 to 9)."""

import pytest
from tests.exchange.helpers import pasted

from kamtui.domain.errors import KamError
from kamtui.exchange.headers import column_letter, distinct_names, read_header
from kamtui.exchange.kinds import Kind
from kamtui.exchange.recognise import match_fields, recognise
from kamtui.exchange.registry import FIELDS
from kamtui.exchange.vendors import recognise_vendor

CASES = [
    ("zoho", "customers", "Record Id,Account Owner.id,Account Owner,Account Name,Phone,Website,"
     "Account Type,Created Time,Billing Street,Billing City,Billing Code"),
    ("zoho", "contacts", "Record Id,Contact Owner.id,Contact Name,First Name,Last Name,"
     "Account Name.id,Account Name,Email,Phone,Mobile,Title,Created Time"),
    ("zoho", "customers", "Lead Owner,Lead Owner.id,First Name,Last Name,Title,Company,"
     "Lead Source,Industry,Phone,Mobile,Email,Website,Lead Status,Rating,No. of Employees"),
    ("hubspot", "contacts", "Record ID,First Name,Last Name,Email,Phone Number,"
     "Mobile Phone Number,Job Title,Contact owner,Lead Status,Lifecycle Stage,Country/Region,"
     "State/Region,City,Postal Code,Website URL,Create Date,Last Activity Date,Company Name,"
     "Associated Company,Associated Company IDs"),
    ("hubspot", "customers", "Record ID,Company name,Company Domain Name,Company owner,Industry,"
     "Phone Number,Type,City,State/Region,Country/Region,Website URL,Create Date,Description"),
    ("salesforce", "customers", "ID,ISDELETED,NAME,TYPE,BILLINGSTREET,BILLINGCITY,"
     "BILLINGPOSTALCODE,PHONE,WEBSITE,INDUSTRY,NUMBEROFEMPLOYEES,OWNERID,SYSTEMMODSTAMP"),
    ("fxiaoke", "customers", "客户名称*,客户编号,客户类型,客户级别,来源,1级行业,电话,网址,省,市,"
     "地址,备注,成交状态,最后跟进时间,下次跟进时间,所属公海,负责人,生命状态"),
    ("generic", "contacts", "姓名（必填）,客户名称,电话1,手机,邮件,负责人,职务,部门"),
    ("generic", "communications", "跟进内容,关联客户,跟进类型,创建人,创建时间"),
    ("fxiaoke", "orders", "销售订单编号,客户名称,下单日期,销售订单金额(元),整单折扣(%),待回款金额"),
    ("generic", "order-lines", "销售订单编号,产品名称,单价,数量,单位,折扣,小计"),
    ("generic", "payments", "客户名称,回款日期,回款方式,回款金额,备注"),
    ("generic", "receivables", "客户名称,订单编号,计划回款时间,计划回款金额"),
    ("generic", "communications", "跟进时间,跟进方式,跟进内容,客户名称,下次跟进时间"),
    ("generic", "follow-ups", "计划时间,跟进方式,计划内容,客户名称,负责人,状态"),
    ("generic", "customers", "客户名称,联系人,联系方式,地址,行业,公司规模,客户分级"),
    ("generic", "communications", "客户名称,沟通时间,沟通方式,沟通内容,后续计划"),
    ("generic", "orders", "客户名称,产品名称,购买日期,购买数量,交易金额"),
    ("generic", "customers", "客户编号,客户名称,联系方式,购买历史评分,支付及时性评分,客户反馈评分,"
     "总评分,客户分类,备注"),
    ("generic", "surveys", "客户名称,调查日期,满意度,推荐意愿,建议"),
    ("generic", "customers", "客戶名稱,聯絡人,電話,行業,備註"),
    ("generic", "customers", "Account Name,Address,Phone,DM,Email,Note,Creator,Created At"),
    ("twenty", "customers", "name,Domain / Domain URL,Address / Address 1,"
     "Address / City,employees"),
    ("generic", "strategies", "客户细分维度,客户特征描述,当前关系状态,策略目标,"
     "具体策略措施,责任人"),
    ("generic", "customers", "姓名,手机,邮箱,城市"),
]  # fmt: skip


@pytest.mark.parametrize(("vendor", "kind", "header"), CASES)
def test_headers_of_the_field(vendor: str, kind: str, header: str) -> None:
    names = header.split(",")
    found = recognise(names)
    assert found is not None
    assert (found.kind, recognise_vendor(names)) == (Kind(kind), vendor)


@pytest.mark.parametrize("kind", list(Kind))
def test_the_field_names_of_the_command_line_are_headers_too(kind: Kind) -> None:
    names = [one.name for one in FIELDS[kind].fields]
    assert [one.name if one else None for one in match_fields(kind, names)] == names


@pytest.mark.parametrize(
    "header",
    [
        "a,b,c",
        "Record Id,Deal Name,Deal Owner,Account Name,Stage,Amount,Closing Date,Type",
        "1,2,3",
    ],
)
def test_other_tables_are_not_taken_for_ours(header: str) -> None:
    assert recognise(header.split(",")) is None


def test_header_keys_fold_case_width_script_marks_and_units() -> None:
    assert read_header("CustomerID") == read_header("customer_id") == read_header("Ｃustomer Id*")
    assert read_header("金额（万元）").scale == 10_000
    assert read_header("Amount (USD)").currency == "USD"
    assert read_header("金额（元）").key == read_header("金额").key
    assert read_header("(bad").key == "bad"


def test_header_names_are_made_unique() -> None:
    assert distinct_names(("a", "", "a", "a (2)")) == ("a", "B", "a (2)", "a (2) (2)")
    assert [column_letter(index) for index in (0, 25, 26, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
    ]


def test_kind_and_mapping_override_what_is_recognised() -> None:
    table = pasted("Firma,Ort\nAcme,Wien\n", mapping={"Firma": "name", "ort": "city"})
    assert table.kind is Kind.CUSTOMERS
    assert next(table.rows()).values == {"name": "Acme", "city": "Wien"}
    named = pasted("x,y\nAcme,13800138000\n", kind="customers", mapping={"x": "name", "y": "phone"})
    assert next(named.rows()).values["phone"] == ("13800138000",)
    left = pasted("客户名称,备注\nA,b\n", mapping={"备注": "-"})
    assert next(left.rows()).custom == {"备注": "b"}


@pytest.mark.parametrize(
    ("options", "code", "exit_code"),
    [
        ({"mapping": {"nope": "name"}}, "import.map_no_column", 2),
        ({"mapping": {"行业": "nope"}}, "import.map_no_field", 2),
        ({"mapping": {"行业": "name", "客户名称": "name"}}, "import.map_twice", 2),
        ({"kind": "cats"}, "import.kind_bad", 2),
        ({"kind": "needs"}, "import.kind_not_yet", 1),
        ({"kind": "orders"}, "import.required_column_missing", 1),
        ({"sheet": "x"}, "import.sheet_unknown", 2),
        ({"date_order": "ymd"}, "import.date_order_bad", 2),
    ],
)
def test_bad_options_are_named(options: dict[str, object], code: str, exit_code: int) -> None:
    with pytest.raises(KamError) as caught:
        pasted("客户名称,行业\nAcme,x\n", **options)
    assert (caught.value.code, caught.value.exit_code) == (code, exit_code)
    assert caught.value.params["file"] == "-"


def test_title_rows_above_the_header_are_skipped_and_counted() -> None:
    table = pasted("销售部客户清单,,\n,,\n客户名称,行业,电话\nAcme,化工,010-1\n")
    assert table.header_row == 3
    assert [row.number for row in table.rows()] == [4]
    assert [note.code for note in table.notes] == ["note.rows_above_header"]
