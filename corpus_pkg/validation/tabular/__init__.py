"""The columns of tables, checked at speed."""
