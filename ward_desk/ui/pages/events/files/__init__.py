"""Calendar files of events, out and in."""
