"""Surveys: their questions, answers and results, comments sorted into needs, and what residents are told."""
