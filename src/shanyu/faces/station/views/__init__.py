"""The pages of a station."""
