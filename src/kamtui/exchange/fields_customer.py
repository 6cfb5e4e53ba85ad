"""Headers of customers and contacts (vendor-headers.md, 1 to 7)."""

from kamtui.exchange.fields import Field, FieldType, KindFields, field, keys

CUSTOMER_NO_NAMES = (
    "客户编号|客户代码|客户编码|客户号|客户ID|Customer No|Customer No.|Customer Number|Customer ID|"
    "Customer Code|Account Number|Account No|Account Code|会员号|会员编号|Client No|Client ID|"
    "AccountId|Cust No|Cust ID"
)
CUSTOMER_NAMES = (
    "客户名称|客户全称|客户名|客户|Account Name|Customer Name|Customer|Company Name|Company|"
    "Account|"
    "公司名称|企业名称|单位名称|客户单位|公司|关联客户|所属客户|账户名称|顾客|Client|Client Name|"
    "Organization|Organisation|Organization Name|Organisation Name|Associated Company|企业|机构名称"
)
OWNER_NAMES = (
    "负责人|负责人员|归属人|客户经理|销售|业务员|销售人员|销售员|销售代表|所有者|Owner|"
    "Account Owner|"
    "Record Owner|Assigned To|Sales Rep|Salesperson|Support Rep|Company owner|Account Manager|"
    "责任人|跟进人|Lead Owner"
)
REMARK_NAMES = "备注|说明|描述|Remarks|Remark|Note|Notes|Description|Comments|Comment|备注信息"
PHONE_NAMES = (
    "电话|联系电话|联络电话|固定电话|座机|办公电话|公司电话|联系方式|客户电话|电话号码|总机|Phone|"
    "Phone Number|"
    "Telephone|Tel|Office Phone|Business Phone|Account Phone|Main Phone|phone_work|电话1|电话2|"
    "电话3|Other Phone|Phone 1|Phone 2|Work Phone"
)
MOBILE_NAMES = (
    "手机|手机号|手机号码|移动电话|行动电话|Mobile|Mobile Phone|Mobile Number|"
    "Mobile Phone Number|Cell|"
    "Cell Phone|Cellphone|手机1|手机2|联系人手机|联系人手机号|联系人电话|Mobile 1"
)
EMAIL_NAMES = (
    "邮箱|电子邮箱|电子邮件|邮件|邮箱地址|Email|E-mail|Email Address|E-mail Address|Mail|"
    "Work email|"
    "email_work|Secondary Email|第二电子邮箱|E-mail 2 Address|Email 1"
)
TITLE_NAMES = "职务|职位|岗位|头衔|Title|Job Title|Position"
WECHAT_NAMES = "微信|微信号|WeChat|WeChat ID|Weixin"
FIRST_NAMES = "First Name|Given Name|Forename|名"
LAST_NAMES = "Last Name|Surname|Family Name|姓"


def customer_reference() -> tuple[Field, Field]:
    """The two fields every kind has: the customer's number and name (cli.md)."""
    return (
        field("customer_no", FieldType.CODE, shared=CUSTOMER_NO_NAMES),
        field("customer", shared=CUSTOMER_NAMES),
    )


CUSTOMERS = KindFields(
    fields=(
        field(
            "customer_no", FieldType.CODE, shared=CUSTOMER_NO_NAMES + "|编号|Company ID|Code|No|ID"
        ),
        field("name", shared=CUSTOMER_NAMES + "|名称|Full Name|Name|姓名|会员姓名|户名"),
        field("short_name", own="简称|客户简称|公司简称|Short Name|Abbreviation|Alias"),
        field(
            "grade",
            FieldType.GRADE,
            own="客户分级|客户等级|客户级别|Customer Grade|Account Grade|Account Level|客户类别",
            shared="等级|级别|分级|Grade|Tier|客户类型|客户分类|Rating",
            soft=True,
        ),
        field("industry", own="行业|客户行业|所属行业|Industry|1级行业|Sector", shared="行业类别"),
        field(
            "region",
            shared="区域|地区|省|省份|销售区域|大区|Region|State|Province|State/Region|"
            "Billing State|Billing State/Province|Billing Address - State / Province|Territory|"
            "州|Address / Address State|Address / State|开票省",
        ),
        field(
            "address",
            shared="地址|详细地址|公司地址|客户地址|通讯地址|联系地址|办公地址|Address|"
            "Billing Street|"
            "Street|Street Address|Address 1|Address / Address 1|Billing Address|街道|账单地址",
        ),
        field(
            "city",
            shared="城市|市|所在城市|City|Town|Billing City|Billing Address - City|Address / City",
        ),
        field(
            "country",
            shared="国家|国家地区|Country|Country/Region|Billing Country|Address / Country|"
            "Billing Address - Country / Region",
        ),
        field("phone", FieldType.PHONES, shared=PHONE_NAMES),
        field("email", FieldType.EMAILS, shared=EMAIL_NAMES),
        field(
            "website",
            own="网址|网站|公司网址|官网|主页|Website|Web Site|URL|Website URL|Homepage|"
            "Company Domain Name|Domain / Domain URL|Domain",
        ),
        field(
            "employees",
            FieldType.INTEGER,
            own="员工数|员工数量|员工人数|人数|公司规模|规模|Employees|No. of Employees|"
            "Number of Employees|Headcount|Company Size|公司人数",
            low=0,
            high=10_000_000,
            soft=True,
        ),
        field(
            "uscc",
            FieldType.USCC,
            own="统一社会信用代码|社会信用代码|信用代码|税号|纳税人识别号|USCC|Tax ID|"
            "Unified Social Credit Code",
            soft=True,
        ),
        field(
            "customer_since",
            FieldType.DATE,
            own="合作开始|合作开始时间|合作时间|建档日期|建档时间|成为客户日期|首次合作|开户日期|"
            "Customer Since|Client Since|Since|合作起始日期",
            soft=True,
        ),
        field(
            "lifecycle",
            FieldType.CHOICE,
            own="生命周期|客户阶段|客户生命周期|Lifecycle|Lifecycle Stage",
            shared="客户状态",
            words="lifecycle",
            soft=True,
        ),
        field(
            "need_type",
            FieldType.CHOICE,
            own="需求类型|客户需求类型|Need Type",
            words="need_type",
            soft=True,
        ),
        field("intent", own="意向度|意向|购买意向|客户意向|Intent|Intent Level"),
        field(
            "strategic_value",
            FieldType.INTEGER,
            own="战略价值|Strategic Value",
            low=1,
            high=5,
            soft=True,
        ),
        field("owner", shared=OWNER_NAMES),
        field("tags", FieldType.TAGS, own="标签|客户标签|Tags|Tag|Labels"),
        field("remarks", shared=REMARK_NAMES),
        field(
            "contact",
            shared="联系人|主要联系人|联系人姓名|联络人|联络人姓名|Contact|Contact Name|"
            "Contact Person|"
            "Primary Contact|"
            "Main Contact|DM|姓名|Full Name|对接人|Name",
        ),
        field("title", shared=TITLE_NAMES + "|联系人职务|联系人职位"),
        field("mobile", FieldType.PHONES, shared=MOBILE_NAMES),
        field("wechat", shared=WECHAT_NAMES),
        field("first_name", shared=FIRST_NAMES),
        field("last_name", shared=LAST_NAMES),
    ),
    required=(("name", "customer_no"),),
    hints=frozenset(
        keys(
            "Account Type|Parent Account|Annual Revenue|年收入|客户来源|所属公海|公海池|生命状态|"
            "成交状态|SIC Code|Ticker Symbol|Ownership|Lead Status|Lead Source|线索状态|线索来源|"
            "Billing Code|Billing Postal Code|剩余保护|最后跟进时间|来源|Postal Code|PostalCode|"
            "邮编|"
            "总评分|购买历史评分|传真|Fax|公海池|转手次数|下次跟进时间"
        )
    ),
)

CONTACTS = KindFields(
    fields=(
        *customer_reference(),
        field("name", own="联系人姓名|联络人姓名|Contact Name|Contact Full Name|Full Name|"
              "姓名|Person",
              shared="联系人|联络人|Name|名字|称呼"),
        field("title", own=TITLE_NAMES),
        field("role", FieldType.CHOICE, own="角色|采购角色|决策角色|Role|Buying Role",
              words="role", soft=True),
        field("phone", FieldType.PHONES, shared=PHONE_NAMES + "|Home Phone|家庭电话|phone_home"),
        field("mobile", FieldType.PHONES, shared=MOBILE_NAMES),
        field("email", FieldType.EMAILS, shared=EMAIL_NAMES),
        field("wechat", shared=WECHAT_NAMES),
        field("birthday", FieldType.BIRTHDAY,
              own="生日|出生日期|Birthday|Birthdate|Date of Birth|Birth Date|BDAY", soft=True),
        field("is_main", FieldType.BOOL,
              own="主要联系人|是否主要联系人|首要联系人|主联系人|Main|Is Main|Primary|Main Contact|"
              "Is Primary", soft=True),
        field("remarks", shared=REMARK_NAMES),
        field("first_name", own=FIRST_NAMES),
        field("last_name", own=LAST_NAMES),
    ),
    required=(("customer_no", "customer"), ("name",)),
    hints=frozenset(
        keys(
            "Contact owner|Contact Owner.id|Department|部门|性别|gender|Reports To|ReportsToId|"
            "Mailing Street|Mailing City|Assistant|Asst Phone|Email Opt Out|Do Not Call|"
            "Associated Company IDs|Primary Associated Company ID|Contact ID|Salutation|"
            "linkedin_url"
        )
    ),
)  # fmt: skip
