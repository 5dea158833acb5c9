"""Surveys: what the file of any survey tool holds, and what its columns become."""
