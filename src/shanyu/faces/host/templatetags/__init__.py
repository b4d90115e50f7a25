"""Tags of the host."""
