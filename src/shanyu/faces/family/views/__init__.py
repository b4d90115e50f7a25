"""Views of the family face, by topic."""
