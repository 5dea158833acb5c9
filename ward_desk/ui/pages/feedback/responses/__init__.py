"""One response at a time: who answered when, and what."""
