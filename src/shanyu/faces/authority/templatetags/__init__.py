"""Template tags of the authority."""
