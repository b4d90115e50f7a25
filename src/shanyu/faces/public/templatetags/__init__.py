"""Filters of the public face."""
