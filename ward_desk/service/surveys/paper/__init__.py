"""Paper forms: typed in, made of the question bank, and printed."""
