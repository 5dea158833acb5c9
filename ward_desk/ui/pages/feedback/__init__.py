"""Feedback: what residents said, and surveys with their results."""
