"""Entering just the figures that are wanted by now."""
