"""Pages of markup: where the story stands among the elements, and what each line is by its place."""
