"""The face for signing in, one's own account, and privacy."""
