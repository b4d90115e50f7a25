"""Programmes with more wishes than places: announced, applied for, allocated by published rules, contested."""
