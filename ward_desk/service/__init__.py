"""Use cases without a window: open a document, run an operation, undo, count, report."""
