"""Collation: the programme workbook and the CSV files beside it."""
