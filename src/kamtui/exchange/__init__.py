"""Files in and out: readers, recognition, conversion, writers."""
