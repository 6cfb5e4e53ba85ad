"""What is said to the generated customers, in their language."""

from itertools import product

_ZH = (
    "{p}到货，数量和外观都对",
    "{p}要加{n}台，月底前报价",
    "问{p}交期，答{n}天",
    "{p}现场漏气，远程指导拧紧接头",
    "催上月货款，说周{d}付",
    "报价含税运，{p}{n}台",
    "约下周{d}拜访，看现场",
    "新项目立项，{p}预计{n}台",
    "对账无误，发票已收",
    "要求{p}降价{n}%，没有答应",
    "推荐{p}替代老型号",
    "寄样册和{p}样品一只",
    "{p}校准证书已发邮箱",
    "设备科换人，新对接人下月到",
    "竞品报价低{n}%，看重服务",
    "年度用量大约{n}台",
)
_EN = (
    "{p} arrived in good order, {n} pieces",
    "Wants {n} more {p}, quote by Friday",
    "Asked for delivery time of {p}: {n} days",
    "{p} drifts above 80 °C, sent the service guide",
    "Payment promised for the {n}th",
    "Annual demand about {n} {p}",
    "Visit agreed, bring a {p} sample",
    "No budget this quarter, call back in {n} weeks",
    "Statement checked, no difference",
    "Wants {n}% off for {p}, declined",
    "Sent certificates for {p}",
    "New buyer starts next month",
    "Competitor is {n}% cheaper, we keep the service",
    "Trial of {p} runs until the {n}th",
)
_ZH_GOODS = ("流量计", "压力变送器", "温变", "调节阀", "球阀", "定位器", "网关", "备件包")
_EN_GOODS = (
    "flow meter",
    "transmitter",
    "probe",
    "control valve",
    "ball valve",
    "positioner",
    "gateway",
    "spares kit",
)
_ZH_PLANS = (
    "回访使用情况",
    "报年度价",
    "催货款",
    "样品试用结果",
    "约现场拜访",
    "确认下季用量",
    "寄新样册",
    "谈续约",
)
_EN_PLANS = (
    "Check the trial",
    "Annual price offer",
    "Chase the payment",
    "Plan a visit",
    "Forecast for next quarter",
    "Send the new catalogue",
    "Renewal talk",
    "Service check",
)
_ZH_PROMISES = ("改版报价单", "样品两件", "校准证书", "安装尺寸图", "用户名单")
_EN_PROMISES = ("Revised quote", "Two samples", "Calibration certificate", "Drawings", "References")


def _filled(lines: tuple[str, ...], goods: tuple[str, ...]) -> tuple[str, ...]:
    days = "一二三四五"
    return tuple(
        line.format(p=name, n=5 + (at * 7 + place * 3) % 23, d=days[(at + place) % 5])
        for (at, line), (place, name) in product(enumerate(lines), enumerate(goods))
    )


#: Notes, plans and promises by whether the customer is Chinese.
NOTES = {True: _filled(_ZH, _ZH_GOODS), False: _filled(_EN, _EN_GOODS)}
PLANS = {True: _ZH_PLANS, False: _EN_PLANS}
PROMISES = {True: _ZH_PROMISES, False: _EN_PROMISES}
TITLES = {
    True: ("采购经理", "设备科长", "技术员", "总经理", "财务"),
    False: ("Buyer", "Plant manager", "Engineer", "Owner", "Accounts"),
}
CHANNELS = ("call", "wechat", "call", "visit", "email", "wechat", "call", "sms", "visit", "meeting")
CHANNELS_EN = ("email", "call", "email", "video", "call", "email", "visit", "email")
