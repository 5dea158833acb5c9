"""The golden thread, its links and where it breaks off."""
