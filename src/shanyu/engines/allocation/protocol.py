"""The public protocol of a run: one JSON document without names, from which everything can be computed again."""

from dataclasses import asdict, dataclass

from shanyu.engines.allocation import lottery
from shanyu.engines.allocation.families import SiblingRule
from shanyu.engines.allocation.problem import Room
from shanyu.engines.allocation.programme import Application, Closing, Criterion, Programme, Rules, Site
from shanyu.engines.allocation.running import Run

FORMAT = "shanyu-allocation-protocol"
VERSION = 1


class Damaged(ValueError):
    """The document is not a whole protocol; says where and why."""


@dataclass(frozen=True)
class Announcement:
    """What is published before the window closes, together with the programme's rules and sites.

    seed: the seed's commitment. public_value: the name of the value that will be mixed in, and its moment.
    """

    seed: str
    public_value: str


def announced(programme: Programme, announcement: Announcement) -> dict:
    """The announcement as it is published; its `lottery.digest` is what a stranger keeps."""
    return {
        "programme": programme.id,
        "rules": _rules_out(programme.rules),
        "sites": [_site_out(site) for site in programme.sites],
        "seed": announcement.seed,
        "public_value": announcement.public_value,
    } | ({"bands": list(programme.bands)} if programme.bands else {})


def listed(programme: Programme) -> list[dict]:
    """The list of applications as it is closed, by id; its `lottery.digest` is published before the draw."""
    return [_child_out(child) for child in sorted(programme.applications, key=lambda child: child.id)]


def draw(programme: Programme, seed: bytes, public_value: str) -> list[str]:
    """All applications in the order of the lottery."""
    return _drawn(programme, seed, public_value, lottery.digest(listed(programme)))


def _drawn(programme: Programme, seed: bytes, public_value: str, digest: str) -> list[str]:
    families = {c.id: c.family for c in programme.applications if c.family is not None}
    return lottery.order(
        seed,
        public_value,
        digest,
        [child.id for child in programme.applications],
        families if programme.rules.ticket_by_family else None,
    )


def write(run: Run, announcement: Announcement, seed: bytes, public_value: str) -> dict:
    """The protocol of a run whose lottery was drawn by `draw`; ValueError where it was not, or the seed is another."""
    programme = run.programme
    lottery.reveal(seed, announcement.seed)
    head, entries = announced(programme, announcement), listed(programme)
    digests = {"announcement": lottery.digest(head), "applications": lottery.digest(entries)}
    if list(run.drawn) != _drawn(programme, seed, public_value, digests["applications"]):
        raise ValueError("the run was not made with this lottery")
    document = {
        "format": FORMAT,
        "version": VERSION,
        "announcement": head,
        "applications": entries,
        "lottery": {"seed": seed.hex(), "public_value": public_value, "order": list(run.drawn)},
        "lines": run.lines,
        "result": result(run),
        "digests": digests,
    }
    return document | {"digest": lottery.digest(document)}


def result(run: Run) -> dict:
    """The part of the protocol that says what came of it."""
    return {
        "assigned": run.assigned(),
        "seats": run.seats(),
        "closed": [asdict(closure) for closure in run.closed],
        "cuts": [
            {
                "site": site.id,
                "taken": cut.taken,
                "last_place": cut.last_place,
                "last_open": cut.last_open,
                "by_group": {group: cut.by_group[i] for i, group in _numbered(run.programme, site)},
            }
            for site, cut in zip(run.programme.sites, run.cuts(), strict=True)
        ],
        "objections": [[list(kids), list(sites)] for kids, sites in run.objections()],
    }


def read(document: object) -> Programme:
    """The programme of a protocol; `Damaged` where the document is not whole."""
    whole = _part(document, dict, "the document")
    if whole.get("format") != FORMAT or whole.get("version") != VERSION:
        raise Damaged(f"this is not a protocol of the format {FORMAT} in version {VERSION}")
    head = _part(whole.get("announcement"), dict, "announcement")
    for name, kind in (
        ("lottery", dict),
        ("lines", dict),
        ("result", dict),
        ("digests", dict),
        ("digest", str),
    ):
        _part(whole.get(name), kind, name)
    for name in ("seed", "public_value"):
        _part(head.get(name), str, f"announcement.{name}")
        _part(whole["lottery"].get(name), str, f"lottery.{name}")
    for name in _part(whole["lottery"].get("order"), list, "lottery.order"):
        _part(name, str, "an entry of lottery.order")
    try:
        return Programme(
            _part(head.get("programme"), str, "announcement.programme"),
            _rules_in(_part(head.get("rules"), dict, "announcement.rules")),
            tuple(_site_in(row) for row in _part(head.get("sites"), list, "announcement.sites")),
            tuple(_child_in(row) for row in _part(whole.get("applications"), list, "applications")),
            tuple(str(name) for name in _part(head.get("bands", []), list, "announcement.bands")),
        )
    except Damaged:
        raise
    except (KeyError, TypeError, AttributeError, ValueError) as problem:
        raise Damaged(f"rules, sites or applications cannot be read: {problem}") from problem


def _part(value: object, kind: type, name: str) -> object:
    if not isinstance(value, kind):
        raise Damaged(f"{name} is missing or not a {kind.__name__}")
    return value


def _numbered(programme: Programme, site: Site) -> list[tuple[int, str]]:
    return [(programme.groups.index(group), group) for group, *_seats in site.reserves]


def _rules_out(rules: Rules) -> dict:
    return asdict(rules) | {"criteria": [c.value for c in rules.criteria], "closing": rules.closing.value}


def _rules_in(row: dict) -> Rules:
    return Rules(
        **row | {"criteria": tuple(Criterion(c) for c in row["criteria"]), "closing": Closing(row["closing"])}
    )


def _site_out(site: Site) -> dict:
    return asdict(site)


def _site_in(row: dict) -> Site:
    _part(row["id"], str, "a site's id")
    room = row["room"]
    lists = {name: tuple(row[name]) for name in ("bands", "only")}
    return Site(
        **row
        | lists
        | {
            "reserves": tuple((str(group), *map(int, seats)) for group, *seats in row["reserves"]),
            "room": room
            and Room(**room | {"per_carer": tuple(room["per_carer"]), "limits": tuple(room["limits"])}),
        }
    )


def _child_out(child: Application) -> dict:
    # Its fields are plain values already: `asdict` would copy each of them, which is most of the work.
    return vars(child) | {"together": child.together and child.together.value}


def _child_in(row: dict) -> Application:
    _part(row["id"], str, "an application's id")
    lists = {name: tuple(row[name]) for name in ("wishes", "groups", "siblings_at", "neighbour_of")}
    together = row["together"]
    return Application(
        **row
        | lists
        | {
            "steps": tuple((str(site), int(step)) for site, step in row["steps"]),
            "together": together and SiblingRule(together),
        }
    )
