"""Errors about customers and their records, undo and redo."""

from kamtui.i18n import N_

WORDS: dict[str, str | tuple[str, ...]] = {
    "customer.unknown": (
        N_("No customer matches “{customer}”. Look with `kamtui find`, or `kamtui add` it."),
        N_("There is no such customer. Look with `kamtui find`."),
    ),
    "customer.ambiguous": (
        N_(
            "“{customer}” fits {count} customers: {matches}. Give the customer no., or more of the "
            "name."
        ),
        N_("“{customer}” fits several customers: {matches}. Give the customer no. instead."),
        N_("This fits several customers. Give the customer no. instead."),
    ),
    "customer.duplicate_no": (
        N_("Customer no. {customer_no} already belongs to {name}. Choose another."),
        N_("Customer no. {customer_no} is already taken. Choose another."),
    ),
    "customer.exists": (
        N_("{name} is already in the book, as {customer_no}. Nothing was added."),
        N_("This customer is already in the book. Nothing was added."),
    ),
    "customer.own_parent": (
        N_("“{customer}” cannot be the parent: it is this customer, or belongs to it."),
        N_("A customer cannot be its own parent company."),
    ),
    "custom.no_name": N_("Write the name of the new field, a colon, then its value: dock: 3."),
    "customer.no_name": N_("A customer needs a name. Type one and save again."),
    "report.unknown": (
        N_("There is no report “{name}”. There is: {known}."),
        N_("There is no such report. `kamtui report` lists them."),
    ),
    "report.backwards": (
        N_("{first} is after {last}. Give the earlier day to --from."),
        N_("The first day is after the last. Give the earlier day to --from."),
    ),
    "draft.unreadable": (
        N_("What was typed here before cannot be read ({path}) and is left out."),
        N_("What was typed here before cannot be read and is left out."),
    ),
    "inbox.empty": N_("Nothing is written yet. Type the note and save again."),
    "inbox.unknown": (
        N_("No note in the inbox has the id “{id}”. `kamtui note` lists them."),
        N_("This note is not in the inbox. `kamtui note` lists them."),
    ),
    "contact.unknown": (
        N_("{customer} has no contact “{text}”. Its contacts: {matches}."),
        N_("There is no contact “{text}” at this customer."),
        N_("There is no such contact at this customer."),
    ),
    "contact.ambiguous": (
        N_("“{text}” fits several contacts: {matches}. Type more of the name."),
        N_("“{text}” fits several contacts. Type more of the name."),
    ),
    "contact.same_name": (
        N_("Several contacts are called “{text}”: {matches}. Add the id= of the one you mean."),
        N_("Several contacts have this name. Add the id= of the one you mean."),
    ),
    "contact.no_name": N_("A contact needs a name. Type one and save again."),
    "contact.no_digits": (
        N_("“{value}” has no digits; a {field} needs some."),
        N_("A number needs digits."),
    ),
    "contact.no_at": (
        N_("“{value}” is no e-mail address: one looks like zhang@example.com."),
        N_("This is no e-mail address: one looks like zhang@example.com."),
    ),
    "contact.birthday": (
        N_("“{value}” is no birthday. Understood are 1980-05-02, 05-02, 1980, 农历八月十五."),
        N_("This is no birthday. Understood are 1980-05-02, 05-02, 1980, 农历八月十五."),
    ),
    "follow_up.unknown": (
        N_("Nothing on the agenda has the id {id}. `kamtui agenda` prints the ids."),
        N_("There is no such item on the agenda. `kamtui agenda` prints the ids."),
    ),
    "agenda.unknown_id": (
        N_("Nothing on the agenda has the id {id}. `kamtui agenda` prints the ids."),
        N_("There is no such item on the agenda. `kamtui agenda` prints the ids."),
    ),
    "agenda.already_done": (
        N_("{id} is done already. `kamtui agenda` prints what is still open."),
        N_("This is done already. `kamtui agenda` prints what is still open."),
    ),
    "agenda.ambiguous_id": (
        N_("The id {id} fits {count} items. Type more of it."),
        N_("The id {id} fits several items. Type more of it."),
        N_("This id fits several items. Type more of it."),
    ),
    "agenda.folded": N_(
        "This line stands for several customers. Open it and choose one; `kamtui find` shows them."
    ),
    "agenda.folded_stale": N_(
        "This line stands for several customers. `kamtui done stale:CUSTOMER_NO` says that one was"
        " verified today; in the list of customers the filter stale shows them."
    ),
    "agenda.stale_waits": N_(
        "A record is verified or not; it cannot be put off. `kamtui done` says that it was."
    ),
    "agenda.review_open": N_(
        "Grades are reviewed one by one: Enter opens them; `kamtui grades` prints them."
    ),
    "agenda.clock_runs": N_(
        "A complaint's clock cannot be put off. Answer or settle it, or hand it over."
    ),
    "plan.per_day": N_("At least one follow-up a day is needed. Type a number from 1 up."),
    "plan.none": N_("Nobody here is without a plan and has a cadence, so nothing was planned."),
    "plan.no_cadence": (
        N_("No cadence for the {count} without a plan. Give them a grade or a cadence first."),
        N_("No cadence for those without a plan. Give them a grade or a cadence first."),
    ),
    "complaint.settled": N_("This complaint is settled already. Edit it to open it again."),
    "complaint.responded": N_("This complaint was answered already. Settle it next."),
    "complaint.no_handler": N_("Type who takes the complaint over."),
    "complaint.empty": N_("A complaint needs a cause, or words that say what it is about."),
    "complaint.before_opened": (
        N_("{field} lies before the complaint was opened. Correct one of the two."),
        N_("A time lies before the complaint was opened. Correct one of the two."),
    ),
    "survey.score": (
        N_("“{value}” is no score. Type 1 to 5, such as 4 or 4.5."),
        N_("This is no score. Type 1 to 5, such as 4 or 4.5."),
    ),
    "survey.recommend": (
        N_("“{value}” is no willingness to recommend. Type 0 to 10."),
        N_("This is no willingness to recommend. Type 0 to 10."),
    ),
    "survey.empty": N_("A survey needs a score, a recommendation or a suggestion."),
    "plan.empty": N_("A follow-up needs to say what is to be done. Type it and save."),
    "promise.empty": N_("A promise needs to say what was promised. Type it and save."),
    "log.empty": N_("There is nothing to log. Type what was said, or mark the follow-up done."),
    "log.what_without_next": (
        N_("“{what}” is the next step, but no day is given for it. Add --next, for example 2w."),
        N_("A next step needs a day. Add --next, for example 2w."),
    ),
    "agenda.not_editable": (
        N_("A {kind} is not changed here: open the customer, or use `kamtui done` and `snooze`."),
        N_("This row is not changed here: open the customer."),
    ),
    "log.marked": (
        N_("“{text}” is marked as a next step, but is not understood. Write \\> for a plain >."),
        N_("A mark in the note is not understood. Write \\> for a plain >."),
    ),
    "next.twice": (
        N_("There is a second next step, “{text}”: one line has one. Plan the other by itself."),
        N_("There is a second next step: one line has one. Plan the other by itself."),
    ),
    "grade.twice": (
        N_("There is a second grade, “{text}”: a customer has one."),
        N_("There is a second grade: a customer has one."),
    ),
    "name.missing": N_("The line needs a name: 华东机械 13800138000 @李总 #A >2w 报价."),
    "channel.unknown": (
        N_("“{channel}” is not a channel. There are: {known}."),
        N_("This is not a channel."),
    ),
    "record.unknown": (
        N_("There is no {kind} with the id {id}."),
        N_("There is no record with the id {id}."),
        N_("There is no such record."),
    ),
    "record.unknown_kind": N_("{kind} is not a kind of record in this book."),
    "record.gone": (
        N_("This {kind} was deleted meanwhile. `kamtui undo` brings back what you deleted last."),
        N_("This record was deleted meanwhile."),
    ),
    "record.conflict": (
        N_(
            "{field} was changed meanwhile: now “{theirs}”, before “{base}”, yours “{mine}”. "
            "Look again and save what is right."
        ),
        N_("{field} was changed meanwhile. Look again and save what is right."),
        N_("This record was changed meanwhile. Look again and save what is right."),
    ),
    "record.deleted": N_("This record is deleted. Restore it first."),
    "record.not_deleted": N_("This record is not deleted; there is nothing to restore."),
    "undo.nothing": N_("There is nothing to undo."),
    "undo.conflict": (
        N_("Cannot undo: {field} of this {kind} was changed later. Change it by hand."),
        N_("Cannot undo: a later change touched the same field. Change it by hand."),
    ),
    "revert.unknown": N_("There is no such change."),
    "revert.undone": N_("This was taken back already; nothing of it stands any more."),
    "revert.already": N_("It is as it was before already; there is nothing to revert."),
    "revert.bulk": N_(
        "An import is not reverted line by line; as the last step, undo takes the whole of it back."
    ),
    "revert.decision": N_("This decision changed no grade; there is nothing to revert."),
    "revert.elsewhere": (
        N_("A {kind} cannot be reverted here."),
        N_("This cannot be reverted here."),
    ),
    "revert.changed": (
        N_(
            "{field} was changed since: now “{now}”, then “{then}”, before “{old}”. "
            "Nothing was reverted."
        ),
        N_("{field} was changed since. Nothing was reverted."),
        N_("This was changed since. Nothing was reverted."),
    ),
    "revert.owner_gone": (
        N_("The {kind} it belongs to is deleted. Bring that back first."),
        N_("What it belongs to is deleted. Bring that back first."),
    ),
    "redo.nothing": N_("There is nothing to redo."),
    "redo.conflict": (
        N_("Cannot redo: {field} of this {kind} was changed later. Change it by hand."),
        N_("Cannot redo: a later change touched the same field. Change it by hand."),
    ),
    "tag.none": N_("Type the tags to add, or -tag to take one away."),
    "tag.both": (
        N_("“{tag}” is to be added and taken away. Type it once."),
        N_("A tag is to be added and taken away. Type it once."),
    ),
    "filter.no_name": N_("A filter needs a name. Type one and save again."),
    "filter.name_long": (
        N_("The name of a filter has at most {longest} characters. Type a shorter one."),
        N_("The name of this filter is too long. Type a shorter one."),
    ),
    "filter.no_words": N_("This filter leaves everybody: type its words first, such as A late."),
    "filter.unknown": (
        N_("Not understood: {words}. Change the words of the filter."),
        N_("Some words of this filter are not understood. Change them."),
    ),
    "filter.gone": (
        N_("There is no saved filter “{name}”."),
        N_("There is no such saved filter."),
    ),
}
