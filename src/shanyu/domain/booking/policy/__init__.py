"""Who may do what with sessions and bookings: one file for each side of the table."""

from shanyu.domain.booking.policy import family, host, watching

__all__ = ["family", "host", "watching"]
