"""Signing a return and marking it as sent."""
