"""Values in, messages out; no services."""
