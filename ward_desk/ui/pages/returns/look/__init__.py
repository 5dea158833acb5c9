"""A return to look at: its sheets, and what changed since the one before."""
