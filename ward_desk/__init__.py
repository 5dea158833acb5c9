"""Ward Desk: one council ward partnership's action plan, events, counts and quarterly returns."""

__version__ = "0.5.0"
