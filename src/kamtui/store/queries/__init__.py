"""One module per question: SQL in, frozen values out."""
