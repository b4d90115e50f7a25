"""The ground floor: science. Arrays in, arrays out; no Django, no files, no clock."""
