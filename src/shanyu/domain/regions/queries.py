"""queries of regions."""
