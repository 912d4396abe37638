"""What is made of packages for others: differences, citations, archives, copies without texts."""
