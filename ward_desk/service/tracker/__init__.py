"""Bringing in a tracker kept until now."""
