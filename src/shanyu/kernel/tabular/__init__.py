"""Tables from the outside world: a declared schema in, parsed rows and plain-spoken problems out."""
