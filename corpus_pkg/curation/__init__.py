"""What people correct in what was read, and how it is laid over the rows of a page."""
