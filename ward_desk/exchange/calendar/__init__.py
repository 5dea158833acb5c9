"""Calendar files: iCalendar out and in."""
