"""Views of the public face, one file per page."""
