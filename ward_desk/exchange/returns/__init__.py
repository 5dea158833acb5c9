"""The return workbook: its schema, writing and reading it."""
