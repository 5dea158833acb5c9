"""Collation: what the centre makes of many returns, as rules over plain rows."""
