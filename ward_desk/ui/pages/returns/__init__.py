"""Returns: checks, words, preview, sign-off and the files."""
