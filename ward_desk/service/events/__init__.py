"""Events: what is recorded at one, repeating them, calendars, tally sheets."""
