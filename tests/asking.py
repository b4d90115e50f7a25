"""What several tests ask the database over and over: by statements that are planned once (`kernel.prepared`)."""


def names_of(wrong: dict[str, str]) -> str:
    """One statement for several that each find what must not be there: the names of those that find anything."""
    return " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS ({rows})" for name, rows in wrong.items())
