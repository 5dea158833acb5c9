"""Planning an event again, along its series, and cancelling in it."""
