"""kamtui: the key-account desk of a field sales rep, in one local file."""

__version__ = "0.3.0"
