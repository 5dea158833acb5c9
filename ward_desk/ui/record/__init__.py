"""One record beside a list: its form, editors, parts and history."""
