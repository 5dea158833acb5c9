"""The thread of one record, as any page can show it, and how links are made."""
