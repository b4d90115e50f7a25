"""A whole synthetic city from one seed.

Everything here is plainly fictional except the names and outlines of places (`data/SOURCES.md`).
The plan is pure: arrays and dataclasses, no database. The same seed and the same day give the same
city, byte for byte; each part draws from its own named stream, so that a later addition changes nothing else.
"""
