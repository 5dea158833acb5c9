"""Collation: many returns read, judged, kept in one file and put together."""
