import copy
import json

import pytest

from shanyu.engines.allocation import lottery, protocol
from shanyu.engines.allocation.running import run
from shanyu.engines.allocation.verifying import verify
from tests.engines.allocation.worlds import PUBLIC, SEED, summer

ANNOUNCED = protocol.Announcement(lottery.commit(SEED), "sports lottery of 1 July 2026")


@pytest.fixture(scope="module")
def programme():
    return summer(children=110)


@pytest.fixture(scope="module")
def document(programme):
    made = protocol.write(run(programme, protocol.draw(programme, SEED, PUBLIC)), ANNOUNCED, SEED, PUBLIC)
    return json.loads(json.dumps(made, ensure_ascii=False))


def signed(document):
    """The document with all its digests made new, as a forger would."""
    document["digests"] = {name: lottery.digest(document[name]) for name in ("announcement", "applications")}
    document["digest"] = lottery.digest({key: value for key, value in document.items() if key != "digest"})
    return document


def codes(document, **noted):
    return {finding.code for finding in verify(document, **noted)}


def test_a_true_protocol_holds(document, programme):
    noted = (
        lottery.digest(protocol.announced(programme, ANNOUNCED)),
        lottery.digest(protocol.listed(programme)),
    )
    assert verify(document, announced=noted[0], listed=noted[1]) == []


def test_the_programme_is_read_back(document, programme):
    assert protocol.listed(protocol.read(document)) == protocol.listed(programme)
    assert protocol.read(document).sites == programme.sites


def leaves(value, path=()):
    """Every value of the document that is not a list or a dictionary, by its path."""
    if isinstance(value, dict | list):
        entries = value.items() if isinstance(value, dict) else enumerate(value)
        for key, entry in entries:
            yield from leaves(entry, (*path, key))
    else:
        yield path


def changed(document, path):
    forged = copy.deepcopy(document)
    part = forged
    for key in path[:-1]:
        part = part[key]
    value = part[path[-1]]
    part[path[-1]] = value + 1 if isinstance(value, int) and not isinstance(value, bool) else f"{value}x"
    return forged


def one_of_each_kind(document):
    """A path for every kind of value: ids and numbers in a path do not make a kind of their own."""
    kinds = {}
    for path in leaves(document):
        kind = tuple(key for key in path if (isinstance(key, str) and key[:1] not in "cs") or key in STAYS)
        kinds.setdefault(kind, path)
    return kinds.values()


STAYS = {"seed", "cuts", "closed", "seats", "sites", "criteria", "capacity", "closing", "site"}


def test_no_single_value_can_be_changed_unseen(document):
    paths = list(one_of_each_kind(document))
    assert 40 < len(paths) < 80
    for path in paths:
        assert verify(changed(document, path)), path


def test_a_changed_result_is_found_even_when_all_digests_are_made_new(document):
    computed = [path for path in one_of_each_kind(document) if path[0] in ("lines", "result", "lottery")]
    for path in computed:
        assert verify(signed(changed(document, path))), path


def places(document, **swap):
    """The document with other results for some, and all digests made new."""
    forged = copy.deepcopy(document)
    forged["result"]["assigned"] |= swap
    return signed(forged)


def test_a_better_place_for_a_friend_is_found(document):
    without = [name for name, site in document["result"]["assigned"].items() if site is None]
    child = next(row for row in document["applications"] if row["id"] in without)
    assert codes(places(document, **{child["id"]: child["wishes"][0]})) >= {"result"}


def test_another_order_of_the_lottery_is_found(document):
    forged = copy.deepcopy(document)
    forged["lottery"]["order"].reverse()
    assert codes(signed(forged)) >= {"lottery", "line", "result"}


def test_another_seed_is_found(document):
    forged = copy.deepcopy(document)
    forged["lottery"]["seed"] = SEED[::-1].hex()
    assert codes(signed(forged)) == {"lottery"}


def test_what_was_forged_as_a_whole_is_found_by_the_digests_noted_before(document, programme):
    noted = lottery.digest(protocol.listed(programme))
    other = copy.deepcopy(document)
    other["applications"][0]["groups"] = ["forged"]
    again = protocol.read(signed(other))
    drawn = protocol.draw(again, SEED, PUBLIC)
    forged = json.loads(json.dumps(protocol.write(run(again, drawn), ANNOUNCED, SEED, PUBLIC)))
    assert verify(forged) == []
    assert codes(forged, listed=noted) == {"promise"}
    rules = copy.deepcopy(document)
    rules["announcement"]["rules"]["open_first"] = True
    kept = lottery.digest(document["announcement"])
    assert "promise" in codes(signed(rules), announced=kept)


@pytest.mark.parametrize(
    "part", ["announcement", "applications", "lottery", "lines", "result", "digests", "digest"]
)
def test_a_protocol_that_lacks_a_part_is_damaged(document, part):
    broken = {key: value for key, value in document.items() if key != part}
    assert codes(broken) == {"damaged"}


@pytest.mark.parametrize("broken", [None, [], "text", {}, {"format": protocol.FORMAT, "version": 2}])
def test_anything_else_is_damaged(broken):
    assert codes(broken) == {"damaged"}


@pytest.mark.parametrize(
    "broken",
    [
        {"lines": {"s0a": float("nan")}},
        {"lines": {"s0a": ["\ud800"]}},
        {"result": {"closed": [{"turn": 1}]}},
        {"applications": [{"id": 7}]},
    ],
)
def test_what_no_program_would_write_is_a_finding_and_no_error(document, broken):
    assert codes(copy.deepcopy(document) | broken)


def test_a_lottery_that_leaves_somebody_out_is_found(document):
    forged = copy.deepcopy(document)
    forged["lottery"]["order"].pop()
    assert "lottery" in codes(signed(forged))


def test_a_run_is_not_published_with_another_lottery(programme):
    other = run(programme, [child.id for child in programme.applications])
    with pytest.raises(ValueError, match="the run was not made with this lottery"):
        protocol.write(other, ANNOUNCED, SEED, PUBLIC)
    with pytest.raises(ValueError, match="this seed is not the one that was committed"):
        protocol.write(other, ANNOUNCED, SEED[::-1], PUBLIC)
