"""Headers of communications, follow-ups, surveys, complaints, and of kinds yet to come."""

from kamtui.exchange.fields import FieldType, KindFields, field, keys
from kamtui.exchange.fields_customer import OWNER_NAMES, REMARK_NAMES, customer_reference

COMMUNICATIONS = KindFields(
    fields=(
        *customer_reference(),
        field("at", FieldType.MOMENT,
              own="沟通时间|沟通日期|跟进时间|跟进日期|联系时间|联系日期|拜访时间|拜访日期|"
              "实际跟进时间|"
              "Call Start Time|Activity date|Communication Date|Contact Date|Contacted At|"
              "Contacted On|Call Date|Visit Date",
              shared="时间|日期|Date|Date Time|Time|At|Created Time|Create Date|Created At|"
              "创建时间|"
              "Start DateTime"),
        field("channel", FieldType.CHOICE,
              own="沟通方式|跟进方式|跟进类型|联系类型|拜访方式|Channel|Call Type|Activity Type|"
              "Contact Method",
              shared="方式|Type|Method", words="channel", soft=True),
        field("contact",
              shared="联系人|联系人姓名|对方|Contact|Contact Name|With|参与人|沟通对象|"
              "Contact Person"),
        field("content",
              own="沟通内容|跟进内容|沟通记录|跟进记录|销售记录内容|销售记录|拜访记录|拜访内容|"
              "联系内容|"
              "Note Content|Note body|Call notes|Call Agenda|Notes Content|记录内容|沟通纪要",
              shared="内容|Content|Notes|Note|Description|Comments|Subject|备注|记录"),
        field("outcome", own="沟通结果|跟进结果|拜访结果|结果|Outcome|Call Result|Result"),
        field("next_on", FieldType.DATE,
              own="下次跟进时间|下次跟进日期|下次联系时间|下次联系日期|下次沟通时间|Next Date|"
              "Next On|"
              "Next Contact|Next Follow-up|Next Follow-up Date|下次拜访时间", soft=True),
        field("next_what",
              own="后续计划|下一步|下一步计划|下次跟进内容|下次计划|后续安排|Next Step|Next What|"
              "Next Steps"),
        field("by", own="跟进人|沟通人|记录人|拜访人|By|Call Owner|Note Owner",
              shared=OWNER_NAMES + "|创建人|Created By|User"),
    ),
    required=(("customer_no", "customer"), ("at",)),
    hints=frozenset(keys("Call Duration|Call Purpose|Call Status|Note Title|Associated_Id")),
)  # fmt: skip

FOLLOW_UPS = KindFields(
    fields=(
        *customer_reference(),
        field("due_on", FieldType.DATE,
              own="计划时间|计划日期|计划跟进时间|计划跟进日期|预计开始时间|下次跟进时间|"
              "下次跟进日期|"
              "待跟进日期|提醒日期|Planned On|Planned Date|Follow-up Date|Follow-up Time|Due|"
              "Due On",
              shared="到期日期|Due Date|截止日期|截止时间|跟进时间|时间节点|日期|Date"),
        field("channel", FieldType.CHOICE, own="计划方式|Planned Channel",
              shared="跟进方式|沟通方式|方式|Channel|Type|"
              "Method", words="follow_up_channel", soft=True),
        field("what",
              own="计划内容|跟进事项|待办|待办事项|预计沟通内容|跟进计划|What|Task|Task Title|"
              "To do|Todo|"
              "事项|任务",
              shared="内容|跟进内容|Subject|主题|Title|Description|说明"),
        field("goal", own="目标|跟进目标|拜访目标|Goal|Objective|目的|拜访目的"),
        field("expected_result", own="预期结果|期望结果|预期成果|Expected Result|Expected Outcome"),
        field("assignee", own="Task Owner|执行人|Assignee", shared=OWNER_NAMES),
        field("state", FieldType.CHOICE, own="跟进状态|任务状态|完成情况|是否完成|State",
              shared="状态|Status", words="follow_up_state", soft=True),
    ),
    required=(("customer_no", "customer"), ("due_on",)),
    hints=frozenset(keys("Priority|优先级|优先性|Closed Time|Related To|Reminder")),
)  # fmt: skip

SURVEYS = KindFields(
    fields=(
        *customer_reference(),
        field("on", FieldType.DATE,
              own="调查日期|调查时间|评价日期|评价时间|回访日期|Survey Date|Surveyed On|"
              "Response Date|"
              "Responded On|填写时间",
              shared="日期|时间|On|Date|提交时间|创建时间"),
        field("score", FieldType.NUMBER,
              own="满意度|满意度评分|满意度得分|总体满意度|客户满意度|Satisfaction|CSAT|"
              "Satisfaction Score|评分|得分",
              shared="分数|Score|Rating", words="satisfaction", low=0, high=100),
        field("recommend", FieldType.INTEGER,
              own="推荐意愿|推荐度|推荐分|推荐指数|愿意推荐|NPS|Recommend|Likelihood to Recommend|"
              "NPS Score", low=0, high=10),
        field("suggestion", own="建议|意见|意见建议|改进建议|反馈意见|客户建议|Suggestion|"
            "Suggestions|"
              "Feedback", shared=REMARK_NAMES),
        field("source", shared="来源|调查方式|渠道|Source|Channel"),
    ),
    required=(("customer_no", "customer"), ("score", "recommend")),
)  # fmt: skip

COMPLAINTS = KindFields(
    fields=(
        *customer_reference(),
        field("kind", FieldType.CHOICE, own="投诉类型|抱怨类型|Complaint Type",
              shared="类型|Kind|Type", words="complaint_kind", soft=True),
        field("cause", own="投诉原因|抱怨原因|原因|Cause|Reason|Complaint Reason|投诉类别"),
        field("opened_at", FieldType.MOMENT,
              own="投诉时间|投诉日期|受理时间|Opened At|Opened On|Opened|Complaint Date",
              shared="日期|时间|Date|创建时间|Created Time"),
        field("responded_at", FieldType.MOMENT, own="响应时间|首次响应时间|回复时间|Responded At|"
              "First Response"),
        field("settled_at", FieldType.MOMENT, own="解决时间|办结时间|处理完成时间|结案时间|"
            "Settled At|"
              "Resolved At|Closed At", shared="Closed Time"),
        field("description", own="投诉内容|抱怨内容|问题描述|投诉描述|Complaint",
              shared="内容|描述|Description|Subject"),
        field("resolution", own="处理结果|解决方案|处理意见|处理措施|Resolution|Solution"),
    ),
    required=(("customer_no", "customer"), ("opened_at",)),
)  # fmt: skip

#: Titles that tell notes without a customer: a table of days and words may be anything.
INBOX_NAMES = "inbox_note|note in the inbox|Inbox|收件箱|收件箱随记|随记"
INBOX = KindFields(
    fields=(
        field("at", FieldType.MOMENT, shared="时间|日期|记录时间|Date|Date Time|Time|When|"
              "Created Time|Create Date|Created At|创建时间"),
        field("inbox_note", own=INBOX_NAMES,
              shared="内容|Content|Note|Notes|Note Content|Description|备注|记录"),
        field("by", own="记录人", shared="By|创建人|Created By|User"),
    ),
    required=(("at",), ("inbox_note",)),
)  # fmt: skip

NEEDS = KindFields(
    fields=(
        *customer_reference(),
        field("kind", own="需求类别"),
        field("description", own="主要需求|潜在需求|关键需求|需求描述|需求内容|Key Need"),
        field("competitor", own="在用竞品|竞品|Competitor in use"),
        field("solution", own="对应方案"),
    ),
    required=(("customer_no", "customer"), ("description",)),
)

STRATEGIES = KindFields(
    fields=(
        field("dimension", own="客户细分维度"),
        field("features", own="客户特征描述"),
        field("relation", own="当前关系状态"),
        field("goal", own="策略目标"),
        field("measures", own="具体策略措施"),
        field("owner", own="责任人"),
        field("milestone", own="时间节点"),
        field("indicator", own="效果评估指标"),
    ),
    required=(("dimension",), ("goal",)),
)
