"""queries of people."""
