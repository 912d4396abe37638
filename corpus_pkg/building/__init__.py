"""Pages into a package: the plan, the workers, and what needs two documents at once."""
