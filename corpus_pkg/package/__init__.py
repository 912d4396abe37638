"""A package on disk: its descriptor, configuration, tables, and how they are written."""
