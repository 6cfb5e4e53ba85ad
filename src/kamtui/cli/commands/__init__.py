"""One module per noun; each offers add_arguments(name, parser) and sets run."""
