"""A stranger's check of a protocol: everything is computed again from the document alone."""

from shanyu.engines.allocation import lottery, protocol
from shanyu.engines.allocation.invariants import Finding, check
from shanyu.engines.allocation.programme import Programme, lines
from shanyu.engines.allocation.running import run


def verify(document: object, *, announced: str | None = None, listed: str | None = None) -> list[Finding]:
    """All that is wrong with a protocol; an empty list means that it holds.

    document: the protocol as read from JSON. announced, listed: the digests that were published before the draw, as
    the stranger noted them at the time; without them only what the document says of itself can be checked, and a
    document that was forged as a whole looks right.
    """
    try:
        lottery.canonical(document)
        programme = protocol.read(document)
    except (ValueError, TypeError) as problem:
        return [Finding("damaged", "document", str(problem))]
    found = _digests(document, announced, listed)
    found += _lottery(document, programme)
    drawn = document["lottery"]["order"]
    if sorted(drawn) != sorted(child.id for child in programme.applications):
        says = "the lottery does not name every application exactly once"
        return [*found, Finding("lottery", "lottery.order", says)]
    try:
        found += _result(document, programme, drawn)
    except (TypeError, AttributeError, ValueError, LookupError) as problem:
        found.append(Finding("damaged", "result", f"the result cannot be computed or read: {problem}"))
    return found


def _digests(document: dict, announced: str | None, listed: str | None) -> list[Finding]:
    parts = {"announcement": document["announcement"], "applications": document["applications"]}
    found = []
    for name, noted in (("announcement", announced), ("applications", listed)):
        real = lottery.digest(parts[name])
        if document["digests"].get(name) != real:
            found.append(Finding("digest", f"digests.{name}", f"the {name} have the digest {real}"))
        if noted is not None and noted.strip().lower() != real:
            says = f"the {name} are not those whose digest was published before the draw"
            found.append(Finding("promise", name, says))
    whole = {key: value for key, value in document.items() if key != "digest"}
    if document["digest"] != lottery.digest(whole):
        found.append(Finding("digest", "digest", "the document was changed after it was signed off"))
    return found


def _lottery(document: dict, programme: Programme) -> list[Finding]:
    shared = programme.rules.ticket_by_family
    families = {c.id: c.family for c in programme.applications if shared and c.family is not None}
    part = document["lottery"]
    wrong = lottery.verify(
        document["announcement"]["seed"],
        part["seed"],
        part["public_value"],
        lottery.digest(document["applications"]),
        part["order"],
        families,
    )
    return [Finding("lottery", "lottery", says) for says in wrong]


def _result(document: dict, programme: Programme, drawn: list[str]) -> list[Finding]:
    found = []
    own = lines(programme, drawn)
    for site in sorted(own.keys() | document["lines"].keys()):
        if own.get(site) != document["lines"].get(site):
            found.append(Finding("line", site, "its line is not the one that rules and lottery give"))
    again = protocol.result(run(programme, drawn))
    published = document["result"]
    for name in sorted(again.keys() | published.keys()):
        if again.get(name) != published.get(name):
            found.append(
                Finding("result", f"result.{name}", _difference(again.get(name), published.get(name)))
            )
    placed = [(name, site) for name, site in published.get("assigned", {}).items() if site is not None]
    return found + check(programme, own, placed, [row["site"] for row in published.get("closed", [])])


def _difference(real: object, published: object) -> str:
    """Which entries differ, the first few."""
    if isinstance(real, dict) and isinstance(published, dict):
        keys = sorted(key for key in real.keys() | published.keys() if real.get(key) != published.get(key))
        said = ", ".join(f"{key}: {published.get(key)} instead of {real.get(key)}" for key in keys[:5])
        return f"{len(keys)} entries are not what the rules give ({said})"
    return "is not what the rules give"
