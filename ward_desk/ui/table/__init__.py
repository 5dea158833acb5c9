"""The list every page begins with: model, view, columns, groups and filters."""
