"""What must hold of a package: admission, columns, Frictionless, evidence."""
