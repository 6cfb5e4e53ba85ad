"""What a file says about itself: the numbers that tell a book of ours from any other file."""

#: "kamt" in the header's application id (offset 68 of an SQLite file).
APPLICATION_ID = 0x6B616D74
#: Written to the header's user_version inside the migrating transaction; readers check only this.
SCHEMA_VERSION = 5
