import base64
import json
import os
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanyu.kernel.sealed import (
    BadKeyRing,
    KeyRing,
    Tampered,
    UnknownKey,
    blind_index,
    blind_indexes,
    key_id_of,
    seal,
    unseal,
)

RING = KeyRing.new()
NUMBER = "11010519491231002X"
PLACE = "people.guardian.identity"
readable = st.text(st.characters(exclude_categories=["Cs"]))


@given(readable, readable)
def test_what_is_sealed_opens_again(text, context):
    assert unseal(RING, seal(RING, text, context), context) == text


def test_a_blob_shows_nothing_and_differs_each_time():
    first, second = seal(RING, NUMBER, PLACE), seal(RING, NUMBER, PLACE)
    assert first != second
    assert NUMBER.encode() not in first
    assert len(first) == 2 + len("k1") + 12 + len(NUMBER) + 16


def test_a_blob_from_the_database_driver_opens_too():
    assert unseal(RING, memoryview(seal(RING, NUMBER, PLACE)), PLACE) == NUMBER


def test_a_blob_moved_to_another_column_does_not_open():
    with pytest.raises(Tampered):
        unseal(RING, seal(RING, NUMBER, PLACE), "people.guardian.mobile")


def test_a_blob_with_any_bit_changed_does_not_open():
    blob = seal(RING, "张", PLACE)
    for bit in range(len(blob) * 8):
        changed = bytearray(blob)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises((Tampered, UnknownKey)):
            unseal(RING, bytes(changed), PLACE)


def test_a_blob_cut_off_anywhere_does_not_open():
    blob = seal(RING, NUMBER, PLACE)
    for length in range(len(blob)):
        with pytest.raises((Tampered, UnknownKey)):
            unseal(RING, blob[:length], PLACE)


def test_a_blob_of_another_ring_does_not_open():
    with pytest.raises(Tampered):
        unseal(KeyRing.new(), seal(RING, NUMBER, PLACE), PLACE)


def test_after_rotation_old_blobs_open_and_new_ones_use_the_new_key():
    old = seal(RING, NUMBER, PLACE)
    rotated = RING.rotated()
    new = seal(rotated, NUMBER, PLACE)
    assert unseal(rotated, old, PLACE) == unseal(rotated, new, PLACE) == NUMBER
    assert (key_id_of(old), key_id_of(new)) == ("k1", "k2")
    with pytest.raises(UnknownKey, match="k2"):
        unseal(RING, new, PLACE)


def test_rotation_never_reuses_the_id_of_a_key():
    ring = KeyRing("k2", {"k2": os.urandom(32)}, "i2", {"i2": os.urandom(32)}).rotated()
    assert (ring.active, ring.index_active) == ("k3", "i3")
    assert (list(ring.keys), list(ring.index_keys)) == (["k2", "k3"], ["i2", "i3"])


def test_a_blind_index_is_the_same_for_the_same_value_and_purpose_only():
    index = blind_index(RING, NUMBER, "identity")
    assert len(index) == 16
    assert blind_index(RING, NUMBER, "identity") == index
    assert blind_index(RING, NUMBER, "certificate") != index
    assert blind_index(RING, NUMBER[:-1], "identity") != index
    assert blind_index(KeyRing.new(), NUMBER, "identity") != index


def test_look_up_asks_for_the_index_under_every_key():
    rotated = RING.rotated()
    assert blind_indexes(rotated, NUMBER, "identity") == [
        blind_index(RING, NUMBER, "identity"),
        blind_index(rotated, NUMBER, "identity"),
    ]


def test_a_ring_goes_through_json():
    assert KeyRing.from_json(RING.to_json()) == RING
    assert json.loads(RING.to_json())["active"] == "k1"


def test_printing_a_ring_shows_no_key():
    assert repr(RING) == "KeyRing(active='k1', index_active='i1')"


def test_a_created_ring_is_its_owners_alone_and_loads_again(tmp_path):
    path = tmp_path / "home" / "keys.json"
    ring = KeyRing.create(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert KeyRing.load(path) == ring
    assert [file.name for file in path.parent.iterdir()] == ["keys.json"]


def test_a_ring_that_exists_is_never_replaced_by_creating(tmp_path):
    path = tmp_path / "keys.json"
    assert KeyRing.create(path) == KeyRing.create(path)


def test_of_two_that_create_at_once_both_get_the_same_ring(tmp_path):
    path = tmp_path / "keys.json"
    with ThreadPoolExecutor(8) as pool:
        rings = list(pool.map(lambda _: KeyRing.create(path), range(16)))
    assert all(ring == rings[0] for ring in rings)


def test_saving_replaces_the_ring_and_leaves_nothing_beside_it(tmp_path):
    path = tmp_path / "keys.json"
    rotated = KeyRing.create(path).rotated()
    rotated.save(path)
    assert KeyRing.load(path) == rotated
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_file_is_an_os_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        KeyRing.load(tmp_path / "none.json")


def changed_ring(**changes):
    return json.dumps({**json.loads(RING.to_json()), **changes})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not json",
        "[]",
        "{}",
        changed_ring(active="k9"),
        changed_ring(index_active=None),
        changed_ring(keys=[]),
        changed_ring(keys={"k1": "not base64"}),
        changed_ring(keys={"k1": 5}),
        changed_ring(keys={"k1": base64.b64encode(b"short").decode()}),
        changed_ring(active="键", keys={"键": base64.b64encode(bytes(32)).decode()}),
    ],
)
def test_what_is_no_ring_is_refused_without_showing_keys(text):
    with pytest.raises(BadKeyRing) as refusal:
        KeyRing.from_json(text)
    index_key = json.loads(RING.to_json())["index_keys"]["i1"]
    assert index_key not in str(refusal.value)
    assert refusal.value.__suppress_context__ or refusal.value.__context__ is None
