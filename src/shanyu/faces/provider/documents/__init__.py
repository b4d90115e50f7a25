"""Templates of papers that the office prints."""
