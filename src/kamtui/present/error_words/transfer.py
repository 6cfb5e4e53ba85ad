"""Errors about files that come in and go out, whole files only; rows are in `reasons`."""

from kamtui.i18n import N_

WORDS: dict[str, str | tuple[str, ...]] = {
    "import.unreadable": (
        N_("{file} cannot be read ({reason}). Nothing was imported."),
        N_("{file} cannot be read. Nothing was imported; check path and permission."),
    ),
    "import.empty": N_("{file} is empty. Nothing was imported."),
    "import.binary": N_(
        "{file} is not a table. Nothing was imported; save it as CSV or XLSX and try again."
    ),
    "import.no_header": N_(
        "{file} has no row of column titles. Nothing was imported; add one above the data."
    ),
    "import.kind_unknown": (
        N_(
            "What {file} holds cannot be told from its titles ({header}). Nothing was imported; "
            "say it with --as, for example --as customers."
        ),
        N_("What {file} holds cannot be told from its titles. Say it with --as."),
    ),
    "import.unknown_kind": (
        N_("“{kind}” is not a kind of records. There are: {kinds}."),
        N_("What {file} holds cannot be told from its titles. Say it with --as."),
        N_("What the file holds cannot be told from its titles. Say it with --as."),
    ),
    "import.kind_bad": N_("“{kind}” is not a kind of records. There are: {kinds}."),
    "import.kind_not_yet": N_("{kind} cannot be imported yet. Nothing was imported from {file}."),
    "import.sheet_unknown": N_("{file} has no sheet “{sheet}”. There are: {sheets}."),
    "import.workbook_damaged": N_(
        "{file} is not a readable Excel file. Open it in Excel, save it again, or save it as CSV."
    ),
    "import.workbook_protected": N_(
        "{file} is protected by a password. Save it without one and try again."
    ),
    "import.too_big": (
        N_(
            "{file} is too big: {size_mb} MB unpacked, at most {limit_mb} MB. Nothing was "
            "imported; split it."
        ),
        N_("{file} is too big. Nothing was imported; split it."),
    ),
    "import.line_too_long": N_(
        "{file} has a line of more than {limit_mb} MB, so it is no table. Nothing was imported."
    ),
    "import.too_many_columns": N_(
        "{file} has {columns} columns, at most {limit} are read. Nothing was imported."
    ),
    "import.encoding_unknown": N_(
        "There is no encoding “{encoding}”. For example: utf-8, gb18030, utf-16."
    ),
    "import.encoding_wrong": (
        N_(
            "{file} is not in {encoding}: row {row} cannot be read. Nothing was imported; name "
            "another with --encoding."
        ),
        N_("{file} is not in {encoding}. Name another with --encoding."),
    ),
    "import.map_no_column": (
        N_("--map: {file} has no column “{column}”. There are: {columns}."),
        N_("--map: there is no column “{column}”. There are: {columns}."),
    ),
    "import.map_no_field": N_("--map: {kind} have no field “{field}”. There are: {fields}."),
    "import.map_twice": N_("--map: {field} is given to several columns: {columns}. Keep one."),
    "import.map_bad": N_("--map wants COLUMN=FIELD; “{text}” is not."),
    "import.required_column_missing": N_(
        "{file} lacks a column for {kind}: one of {fields}. Name it with --map COLUMN=FIELD."
    ),
    "import.stopped": N_("Stopped. Nothing was written."),
    "import.nothing_typed": N_("Type where the file is, or paste a table."),
    "import.date_order_bad": N_("“{order}” is not a date order. There are: {orders}."),
    "import.rejects_failed": N_("The rejected rows could not be written to {path} ({reason})."),
    "import.rejects_over_input": N_(
        "{path} is one of the files read. Name another file for the rejected rows."
    ),
    "export.failed": (
        N_("{path} could not be written ({reason}). Nothing of it is left behind."),
        N_("{path} could not be written. Nothing of it is left behind."),
    ),
    "output.failed": (
        N_("The answer could not be written: {reason}. Nothing was lost; send it elsewhere."),
        N_("The answer could not be written. Nothing was lost; send it elsewhere."),
    ),
    "export.no_space": (
        N_("No space left for {path} ({free_mb} MB free). Nothing of it is left behind."),
        N_("No space left for {path}. Nothing of it is left behind."),
    ),
    "export.format_unknown": N_("{path}: this format is unknown. There are: {formats}."),
    "export.kind_unknown": N_("“{kind}” cannot be exported. There are: {kinds}."),
    "export.empty": N_("There is nothing to export."),
}
