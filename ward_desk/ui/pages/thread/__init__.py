"""The golden thread: its breaks, and the thread of any record."""
