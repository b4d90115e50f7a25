"""Shanyu 善育: the open platform on which a district or a city runs its childcare."""

__version__ = "0.1.0"
