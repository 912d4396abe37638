"""A package read: its rows, stories and pages."""
