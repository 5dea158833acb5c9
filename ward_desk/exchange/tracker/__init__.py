"""Reading a tracker: workbooks and CSV files as people keep them."""
