"""Files in and out: importing tables into the book, exporting the book into tables.

Import `kamtui.services.transfer.imports` or `kamtui.services.transfer.export` for the use cases.
"""
