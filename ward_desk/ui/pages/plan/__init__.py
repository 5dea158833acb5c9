"""The action plan: its list, timeline, board and progress summary, and one action whole."""
