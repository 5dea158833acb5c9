"""The guided import of an old action tracker, in the place of the action plan."""
