"""Pages of the host."""
