import hashlib
import hmac

import pytest

from shanyu.engines.allocation import lottery
from tests.engines.allocation.worlds import PUBLIC, SEED


def test_a_ticket_can_be_computed_with_nothing_but_hmac_and_sha256():
    key = hmac.new(SEED, b'shanyu-lottery-key-1\n["7 11","ab"]', hashlib.sha256).digest()
    by_hand = hmac.new(key, b"c1", hashlib.sha256).hexdigest()
    assert lottery.ticket(SEED, "7 11", "ab", "c1") == by_hand
    assert lottery.commit(SEED) == hashlib.sha256(b"shanyu-lottery-seed-1\n" + SEED).hexdigest()


def test_the_order_depends_on_seed_public_value_and_list():
    names = [f"c{i}" for i in range(50)]
    drawn = lottery.order(SEED, PUBLIC, "list", names)
    assert drawn == lottery.order(SEED, PUBLIC, "list", reversed(names))
    assert sorted(drawn) == sorted(names)
    others = [(SEED[::-1], PUBLIC, "list"), (SEED, PUBLIC + ".", "list"), (SEED, PUBLIC, "lists")]
    assert all(lottery.order(*other, names) != drawn for other in others)


def test_brothers_and_sisters_stand_side_by_side():
    names = [f"c{i}" for i in range(40)]
    drawn = lottery.order(SEED, PUBLIC, "list", names, {"c3": "f", "c30": "f"})
    assert abs(drawn.index("c3") - drawn.index("c30")) == 1


def test_every_first_place_is_about_as_likely():
    firsts = [lottery.order(SEED, str(day), "list", "abcd")[0] for day in range(400)]
    assert [80 < firsts.count(name) < 120 for name in "abcd"] == [True] * 4


def test_only_the_committed_seed_is_revealed():
    assert lottery.reveal(SEED, lottery.commit(SEED)) == SEED.hex()
    with pytest.raises(ValueError, match="not the one that was committed"):
        lottery.reveal(SEED[::-1], lottery.commit(SEED))
    with pytest.raises(ValueError, match="a seed needs 32 bytes"):
        lottery.commit(b"short")
    assert len({lottery.new_seed() for _ in range(4)}) == 4


def test_a_wrong_draw_is_told():
    names = ["a", "b", "c"]
    drawn = lottery.order(SEED, PUBLIC, "list", names)
    known = lottery.commit(SEED)

    def wrong(seed=SEED, order=drawn):
        return lottery.verify(known, seed.hex(), PUBLIC, "list", order, {})

    assert wrong() == []
    assert wrong(seed=SEED[::-1])[0] == "the seed is not the one that was committed"
    assert wrong(order=drawn[::-1]) == ["the order is not the one that seed, public value and list give"]
    assert wrong(order=["a", "a"]) == ["an applicant was drawn twice"]
    assert wrong(seed=b"")[0].startswith("the seed cannot be read")


def test_one_value_is_written_in_one_way():
    assert lottery.canonical({"b": [1, "善"], "a": None}) == '{"a":null,"b":[1,"善"]}'.encode()
    assert lottery.digest({"a": 1, "b": 2}) == lottery.digest({"b": 2, "a": 1})
