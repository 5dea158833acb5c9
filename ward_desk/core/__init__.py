"""What a ward partnership is: pure rules, with no window, no SQL and no workbook in them."""
