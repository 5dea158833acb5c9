"""Paper: what surveys on paper take: questions from the bank, forms typed in by keyboard, equality slips counted."""
