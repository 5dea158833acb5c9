"""Bringing the file of a survey tool in, in the place of the Feedback page."""
