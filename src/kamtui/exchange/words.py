"""Words of closed lists as people and other programs write them, Chinese and English."""

from functools import cache

from kamtui.domain.enums import (
    ERRAND,
    Channel,
    ComplaintKind,
    ContactRole,
    FollowUpState,
    Lifecycle,
    NeedType,
    OrderStatus,
)
from kamtui.exchange.headers import read_header

_CHANNEL = {
    Channel.CALL: "电话|call|phone|phone call|telephone|tel|打电话|电联|通话|电话沟通|电话回访|"
    "去电|来电|"
    "outbound|inbound|回访",
    Channel.WECHAT: "微信|wechat|weixin|wx",
    Channel.WECOM: "企业微信|企微|wecom|wework|work wechat",
    Channel.VISIT: "拜访|上门|上门拜访|面谈|面对面|到访|实地拜访|家访|来访|客户拜访|现场|visit|"
    "face to face|"
    "in person|onsite|on-site|home visit|当面",
    Channel.VIDEO: "视频会议|视频|线上会议|video|video call|zoom|teams|腾讯会议|online meeting",
    Channel.EMAIL: "邮件|电子邮件|邮箱|email|e-mail|mail",
    Channel.SMS: "短信|sms|text|text message|信息",
    Channel.MEETING: "会议|开会|meeting|展会|活动|event|conference",
    Channel.OTHER: "其他|其它|other|qq|传真|fax|钉钉|飞书|whatsapp",
}
_WORDS: dict[str, dict[str, str]] = {
    "channel": {str(value): words for value, words in _CHANNEL.items()},
    "follow_up_channel": {
        **{str(value): words for value, words in _CHANNEL.items()},
        ERRAND: "事务|errand|task|待办|内部",
    },
    "lifecycle": {
        Lifecycle.PROSPECT: "潜在|潜在客户|潜在期|潜在客户期|潜客|意向|意向客户|线索|未成交|"
        "prospect|lead|subscriber|"
        "marketing qualified lead|sales qualified lead|opportunity|未合作",
        Lifecycle.NEW: "新|新客户|新客户期|引入期|导入期|新客|新增|new|新签",
        Lifecycle.MATURE: "成熟|忠诚|成熟客户|忠诚客户|成熟(忠诚)|老客户|已成交|合作中|成交客户|"
        "成熟期|忠诚期|稳定期|mature|loyal|"
        "customer|active|evangelist|existing",
        Lifecycle.AT_RISK: "流失风险|流失风险客户|流失风险期|流失期|衰退期|流失|流失客户|预警|沉睡|"
        "at risk|at_risk|churn|churned|lost|"
        "dormant|inactive",
    },
    "need_type": {
        NeedType.PRICE: "价格敏感型|价格|价格敏感|价格型|price|price-sensitive",
        NeedType.QUALITY: "品质导向型|品质|质量|品质型|质量型|quality|quality-driven|品质导向",
        NeedType.SERVICE: "服务依赖型|服务|服务型|service|service-dependent|服务依赖",
    },
    "role": {
        ContactRole.DECIDES: "决策|决策人|决策者|拍板人|decides|decision maker|decision-maker|dm|"
        "关键决策人",
        ContactRole.INFLUENCES: "影响|影响者|影响人|建议者|influences|influencer|推荐人",
        ContactRole.USES: "使用|使用者|使用人|用户|uses|user|end user",
    },
    "follow_up_state": {
        FollowUpState.OPEN: "未完成|待办|进行中|未开始|待跟进|计划中|待处理|open|planned|"
        "not started|todo|"
        "in progress|pending|deferred|waiting for input|waiting on someone else|否|no|new",
        FollowUpState.DONE: "完成|已完成|已跟进|done|completed|complete|closed|finished|是|yes|"
        "已办",
        FollowUpState.CANCELLED: "取消|已取消|作废|cancelled|canceled|void|关闭",
    },
    "order_status": {
        OrderStatus.OPEN: "未确认|待确认|草稿|新建|待付款|未付款|open|created|draft|pending|new|"
        "待审核|审核中|"
        "quotation|unpaid",
        OrderStatus.CONFIRMED: "已确认|确认|已审核|已签|生效|执行中|处理中|已付款|待发货|approved|"
        "confirmed|paid|"
        "processing|in progress|已通过|正常",
        OrderStatus.SHIPPED: "已发货|发货|运输中|部分发货|shipped|sent|in transit|dispatched",
        OrderStatus.COMPLETED: "完成|已完成|已收货|已签收|交易成功|结束|completed|complete|"
        "delivered|done|closed|"
        "fulfilled|invoiced|已交付|已结清",
        OrderStatus.RETURNED: "退货|已退货|退款|已退款|returned|refunded|return|refund",
        OrderStatus.CANCELLED: "取消|已取消|作废|已作废|关闭|已关闭|cancelled|canceled|void|voided|"
        "交易关闭|rejected",
    },
    "satisfaction": {
        "5": "非常满意|很满意|十分满意|very satisfied|excellent",
        "4": "满意|比较满意|基本满意|satisfied|good",
        "3": "一般|中立|普通|尚可|neutral|average|fair",
        "2": "不满意|不太满意|较不满意|dissatisfied|unsatisfied|poor",
        "1": "非常不满意|很不满意|极不满意|very dissatisfied|very unsatisfied|terrible",
    },
    "complaint_kind": {
        ComplaintKind.COMPLAINT: "投诉|正式|正式投诉|complaint|formal",
        ComplaintKind.GRUMBLE: "抱怨|不满|非正式|口头抱怨|grumble|informal",
    },
}
_YES = frozenset({"是", "y", "yes", "true", "1", "√", "✓", "主", "主要", "对", "on"})
_NO = frozenset({"否", "n", "no", "false", "0", "×", "✗", "不", "次要", "off"})


@cache
def _table(name: str) -> dict[str, str]:
    return {
        read_header(word).key: str(value)
        for value, words in _WORDS[name].items()
        for word in (str(value), *words.split("|"))
    }


def read_word(name: str, text: str) -> str | None:
    """The value of a closed list that a word stands for, or None."""
    return _table(name).get(read_header(text).key)


def values_of(name: str) -> tuple[str, ...]:
    """The values of a closed list, for a sentence that says what is understood."""
    return tuple(str(value) for value in _WORDS[name])


def read_truth(text: str) -> bool | None:
    """Yes or no, or None when the word is neither."""
    word = text.strip().casefold()
    if word in _YES:
        return True
    return False if word in _NO else None
