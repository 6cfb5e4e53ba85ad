"""Who belongs together: rules that put every customer in one segment of a dimension."""
