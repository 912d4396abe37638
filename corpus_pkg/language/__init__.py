"""What the program knows of languages: their tables, how they are written, and their models."""
