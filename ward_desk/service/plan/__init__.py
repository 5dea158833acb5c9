"""The action plan: its use cases, its views and how it goes out."""
