"""Errors about settings, scoring models and the command line itself."""

from kamtui.i18n import N_

WORDS: dict[str, str | tuple[str, ...]] = {
    "setting.unknown": (
        N_("There is no setting “{key}”. Did you mean {matches}? See `kamtui settings list`."),
        N_("There is no setting “{key}”. See `kamtui settings list`."),
    ),
    "setting.invalid": (
        N_("“{value}” cannot be used for {key}. Understood are: {choices}."),
        N_("“{value}” cannot be used for {key}. See `kamtui settings list`."),
    ),
    "setting.conflict": (
        N_("Another window set {key} to {theirs} meanwhile. Enter once more sets {mine}."),
        N_("Another window set {key} meanwhile. Enter once more sets yours."),
    ),
    "grade.cut_order": N_(
        "{upper} has to begin above {lower}: {upper} from {high}, {lower} from {low} cannot be."
    ),
    "setting.file": (
        N_("The settings file {path} cannot be used: look at {where}. Correct it or remove it."),
        N_("The settings file {path} cannot be used. Correct it or remove it."),
    ),
    "setting.not_toml": (
        N_(
            'Line {line} of {path} cannot be read: “{text}”. Text stands in quotes (name = "A"),'
            " a number without; tables are [[model]]; brackets are closed."
        ),
        N_("{path} cannot be read to its end: a bracket or a quote is not closed."),
    ),
    "setting.twice": (
        N_("Line {line} of {path} names what is there already: “{text}”. Take one of the two out."),
        N_("{path} names something twice."),
    ),
    "setting.unreadable": (
        N_("The file {path} cannot be read ({reason}). Check its permissions."),
        N_("The file cannot be read. Check its permissions."),
    ),
    "setting.not_text": N_("{path} is not text in UTF-8. Save it as UTF-8 and import it again."),
    "grade.lowest": N_(
        "{key} is the lowest class of the model: everybody below {above} is in it. Set"
        " grade.{above} instead."
    ),
    "setting.unwritable": (
        N_("The settings file {path} cannot be written ({reason}). The setting stays as it was."),
        N_("The settings file cannot be written. The setting stays as it was."),
    ),
    "setting.too_long": N_("{path} is too long for settings: at most {most} characters."),
    "setting.table": (
        N_("A settings document has the tables {choices}; “{key}” is none of them."),
        N_("A settings document has the tables [computer], [book] and [[model]]."),
    ),
    "setting.wrong_home": (
        N_("The setting {key} does not belong into the table [{home}]."),
        N_("A setting stands in the wrong table."),
    ),
    "editor.failed": (
        N_("The editor “{command}” failed ({reason}). Name another in EDITOR."),
        N_("The editor failed. Name another in EDITOR."),
    ),
    "keys.unknown": N_("Key map: there is no command “{command}”. `?` lists them."),
    "keys.required": N_("Key map: {command} needs at least one key."),
    "keys.banned": N_("Key map: {key} cannot be given to {command}; terminals use it themselves."),
    "keys.clash": N_("Key map: {key} is given to both {first} and {second}."),
    "keys.no_key": N_("Key map: “{key}” is no key; {command} keeps its own."),
    "keys.typed": N_("Key map: {key} types text in a form and cannot be given to {command}."),
    "keys.digit": N_("{key} is the digit of {command} and stays with it."),
    "unexpected": (
        N_("Something unexpected happened ({kind}). Nothing was changed; run `kamtui doctor`."),
        N_("Something unexpected happened. Nothing was changed; run `kamtui doctor`."),
    ),
    "model.invalid": (
        N_("The scoring model is not right at {path}: {reason} (“{value}”). There are: {known}."),
        N_("The scoring model is not right at {path}: {reason} (“{value}”)."),
        N_("The scoring model is not right at {path}: {reason}."),
        N_("The scoring model is not right."),
    ),
    "model.unknown": (
        N_("There is no scoring model “{name}”. There are: {known}."),
        N_("There is no scoring model “{name}”."),
        N_("There is no such scoring model."),
    ),
    "model.unknown_revision": (
        N_("The scoring model “{name}” has no revision {revision}."),
        N_("The scoring model has no such revision."),
    ),
    "model.taken": (
        N_("There is a scoring model “{name}” already. Choose another name."),
        N_("There is a scoring model of this name already. Choose another name."),
    ),
    "model.built_in": (
        N_("“{name}” ships with the program and keeps its name. Copy it, and change the copy."),
        N_("This model ships with the program and keeps its name. Copy it, and change the copy."),
    ),
    "model.active": (
        N_("“{name}” is in force. Put another model in force first, then delete it."),
        N_("This model is in force. Put another one in force first, then delete it."),
    ),
    "model.contradicts": N_(
        "The model “{name}” says {says} for {key}, the setting beside it says {value}. Change one."
    ),
    "model.axis": (
        N_("“{name}” is a model of another axis. Save it under another name."),
        N_("This model is one of another axis. Save it under another name."),
    ),
    "model.moved": N_("The model was changed meanwhile. Close the form and open it again."),
    "model.used": N_("This model has been used and cannot change. Save it as a new version."),
    "grade.unknown": (
        N_("“{grade}” is not a grade. There are: {grades}."),
        N_("“{grade}” is not a grade."),
    ),
    "grade.no_proposal": (
        N_("There is no proposal for {name}."),
        N_("There is no grade to accept."),
    ),
    "grades.no_proposal": (
        N_(
            "{customer} has too little data for a proposal. `kamtui grades explain` says what "
            "lacks."
        ),
        N_("There is no proposal for {name}."),
        N_("There is too little data for a proposal. `kamtui grades explain` says what lacks."),
    ),
    "grades.moved": (
        N_(
            "The records of {customer} propose {grade} by now. Look again, then accept or override."
        ),
        N_("The records of {customer} propose nothing any more. Look again."),
        N_("The proposal is another one by now. Look again, then accept or override."),
    ),
    "grades.nothing": N_("No grade would change; there is nothing to accept."),
    "grades.no_reason": N_("An override needs a reason. Give it with --reason."),
    "grades.unknown": (
        N_("“{grade}” is not a grade. There are: {known}."),
        N_("“{grade}” is not a grade."),
        N_("This is not a grade."),
    ),
    "rule.unreadable": (
        N_("“{text}” is no rule. Write limit=points: 500000=30, >0=10."),
        N_("This is no rule. Write limit=points: 500000=30, >0=10."),
    ),
    "model.unknown_class": (
        N_("The model has no class “{key}”. There are: {known}."),
        N_("The model has no such class."),
    ),
    "model.unknown_criterion": (
        N_("The model has no criterion “{key}”. There are: {known}."),
        N_("The model has no such criterion."),
    ),
    "model.points": (
        N_("“{value}” is no number of points for {key}. A number from 0 up: {key}=70."),
        N_("This is no number of points. A number from 0 up: A=70."),
    ),
    "grade.reason_missing": N_("An override needs a reason. Give it with --reason."),
    "usage.unknown_command": N_("There is no command “{command}”. See `kamtui --help`."),
    "usage.missing_argument": N_("{argument} is missing. See `kamtui {command} --help`."),
    "usage.bad_argument": (
        N_("“{value}” cannot be used for {argument}. See `kamtui {command} --help`."),
        N_("“{value}” cannot be used for {argument}. See `kamtui --help`."),
    ),
    "usage.grades_accept": N_(
        "Name the customers to accept, or --all: kamtui grades accept C0001."
    ),
    "usage.grades_override": N_(
        "An override takes a customer and a grade: kamtui grades override C0001 A --reason TEXT."
    ),
    "usage.grades_explain": N_("Explain takes one customer: kamtui grades explain C0001."),
    "usage.grades_model": N_(
        "Decisions are about the grade and rest on its model in force (kamtui grades use NAME). "
        "A rating class is worked out, never decided."
    ),
    "usage.grades_option": (
        N_("{option} means nothing with {action}. See kamtui grades --help."),
        N_("An option means nothing here. See kamtui grades --help."),
    ),
    "usage.grades_what_if": N_(
        "What-if is about everybody: kamtui grades what-if --cut A=70 --weight amount=35."
    ),
    "usage.grades_models": N_("This lists the scoring models and takes nothing: grades models."),
    "usage.grades_use": N_("Name the scoring model to judge by: kamtui grades use default."),
    "usage.settings": (
        N_(
            "“{text}” is not understood. There are: settings list, get KEY, set KEY VALUE, edit, "
            "export [FILE], import FILE."
        ),
        N_("There are: settings list, get KEY, set KEY VALUE, edit, export [FILE], import FILE."),
    ),
    "usage.grades_number": N_(
        "“{text}” is not NAME=NUMBER. For example: --cut A=70, --weight amount=40."
    ),
    "usage.assignment": N_("“{text}” is not FIELD=VALUE, for example grade=A."),
    "cadence.invalid": N_("“{text}” is not a cadence. For example: 1m visit, 3m call, 6m email."),
    "cadence.no_channel": N_("“{text}” does not say how. For example: monthly visit, 3m call."),
    "usage.plan": N_("Say who, when and what: `kamtui plan CUSTOMER DATE WHAT`, or --by-cadence."),
    "usage.plan_cadence": N_(
        "--by-cadence finds day and words itself and takes only a customer, --grade and --per-day."
    ),
    "usage.unknown_option": N_("There is no option “{option}”. See `kamtui --help`."),
    "usage.not_a_terminal": N_("This needs a terminal. Use the commands; see `kamtui --help`."),
    "usage": (
        N_("This command line is not understood: {text}. See `kamtui --help`."),
        N_("This command line is not understood. See `kamtui --help`."),
    ),
    "quick_add.no_name": N_("The line needs a name: 华东机械 13800138000 @李总 #A >2w 报价."),
    "calendar.no_working_day": N_("No working day was found near {day}."),
    "calendar.too_long": N_("This is too long for one calendar: at most {most} days."),
    "calendar.bad_range": N_("The first day must not be after the last."),
}
