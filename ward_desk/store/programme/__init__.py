"""Programme: the SQLite file that keeps every return the centre has read."""
