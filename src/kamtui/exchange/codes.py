"""Every code that reading or writing a file can give; `present` holds a sentence for each.

Codes of `KamError` start with ``import.`` or ``export.``, reasons for a cell or row with
``cell.`` or ``row.``, remarks on a column or a whole file with ``note.``.
"""

from typing import Final

# --- The file as a whole: nothing is imported.  Every one has the param `file` -------------------
FILE_UNREADABLE: Final = "import.unreadable"  # reason: errno name or text from the system
FILE_MISSING: Final = "file.missing"  # path
FILE_DIRECTORY: Final = "file.is_directory"  # path
FILE_EMPTY: Final = "import.empty"
FILE_BINARY: Final = "import.binary"  # not a table: a picture, a document, a program
FILE_NO_HEADER: Final = "import.no_header"
FILE_KIND_UNKNOWN: Final = "import.kind_unknown"  # header: tuple of names
FILE_KIND_BAD: Final = "import.kind_bad"  # kind, kinds
FILE_KIND_NOT_YET: Final = "import.kind_not_yet"  # kind
FILE_BAD_SHEET: Final = "import.sheet_unknown"  # sheet, sheets
FILE_BAD_WORKBOOK: Final = "import.workbook_damaged"
FILE_PROTECTED: Final = "import.workbook_protected"
FILE_TOO_BIG: Final = "import.too_big"  # limit_mb, size_mb (unpacked)
FILE_LINE_TOO_LONG: Final = "import.line_too_long"  # limit_mb
FILE_TOO_WIDE: Final = "import.too_many_columns"  # columns, limit
FILE_BAD_ENCODING: Final = "import.encoding_unknown"  # encoding
FILE_NOT_IN_ENCODING: Final = "import.encoding_wrong"  # encoding, row
MAP_NO_COLUMN: Final = "import.map_no_column"  # column, columns
MAP_NO_FIELD: Final = "import.map_no_field"  # column, field, fields, kind
MAP_TWICE: Final = "import.map_twice"  # field, columns
MAP_MISSING: Final = "import.required_column_missing"  # kind, fields: one of these is needed
DATE_ORDER_BAD: Final = "import.date_order_bad"  # order, orders

# --- A cell or a row ----------------------------------------------------------------------------
CELL_DATE: Final = "cell.bad_date"
CELL_AMOUNT: Final = "cell.bad_amount"
CELL_NUMBER: Final = "cell.bad_number"
CELL_RANGE: Final = "cell.out_of_range"  # low, high
CELL_CHOICE: Final = "cell.unknown_word"  # words: what is understood
CELL_EMAIL: Final = "cell.bad_email"
CELL_CODE: Final = "cell.bad_uscc"
CELL_FORMULA_ERROR: Final = "cell.formula_error"  # Excel's #REF!, #N/A ...
CELL_ROUNDED: Final = "cell.rounded_number"  # 1.38E+10: digits are lost in the file
CELL_TOO_LONG: Final = "cell.too_long"  # limit
CELL_NUL: Final = "cell.nul_character"
ROW_MISSING: Final = "row.required_missing"  # fields: one of these is needed
ROW_TOO_MANY_CELLS: Final = "row.too_many_cells"  # cells, columns
ROW_QUOTE: Final = "row.unclosed_quote"
ROW_TOTAL: Final = "row.total_line"  # 合计, Total: no record
ROW_DELETED: Final = "row.deleted_in_source"  # Salesforce marks deleted records

# --- Remarks ------------------------------------------------------------------------------------
NOTE_DATE_ORDER: Final = "note.date_order_decided"  # order: dmy|mdy, value, row: the evidence
NOTE_DATE_ORDER_ASSUMED: Final = "note.date_order_assumed"  # order, value: an example
NOTE_DATE_ORDER_MIXED: Final = "note.date_order_mixed"  # order, value, other
NOTE_DECIMAL_COMMA: Final = "note.decimal_comma"  # value
NOTE_SCALE: Final = "note.scaled_by_header"  # unit, factor
NOTE_GRADE_WORDS: Final = "note.not_a_grade"  # values: words seen; kept as custom
NOTE_COMPUTED: Final = "note.computed"  # columns: points and class of a rating sheet (column "")
NOTE_SKIPPED_TITLE: Final = "note.rows_above_header"  # row: where the header is (column "")
NOTE_ENCODING_GUESSED: Final = "note.encoding_guessed"  # encoding (column "")
NOTE_KIND_CLOSE: Final = "note.kind_close"  # kind, other (column "")
NOTE_NUMBER_AS_NAME: Final = "note.number_as_name"  # customers without a name column

# --- Writing ------------------------------------------------------------------------------------
EXPORT_FAILED: Final = "export.failed"  # path, reason; nothing of it is left behind
EXPORT_NO_SPACE: Final = "export.no_space"  # path, free_mb
EXPORT_FORMAT: Final = "export.format_unknown"  # path, formats
