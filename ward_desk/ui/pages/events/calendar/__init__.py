"""A month and a week of events, as views of their list."""
