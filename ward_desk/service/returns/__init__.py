"""The quarterly return: making, checking, signing and sending it."""
