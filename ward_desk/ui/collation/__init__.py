"""The window of the centre: returns of many wards put together."""
