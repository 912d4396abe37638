"""Arabic: what the program knows of it, as tables and a model."""
