"""Files in and out: the return workbook, tables, and writing a file without harming the old one."""
