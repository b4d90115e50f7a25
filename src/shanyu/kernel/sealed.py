"""Sealing text with AES-GCM, and blind indexes for equality look-up. Pure: no Django, no database.

A sealed blob is: version byte 1, length of the key's id, the id, a 12-byte nonce, ciphertext with tag. The
context (table and column) is bound in as associated data, so a blob moved elsewhere does not open. Nonces are
random, which is safe for some four thousand million values under one key (NIST SP 800-38D, 8.3).
"""

import base64
import binascii
import hashlib
import hmac
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shanyu.kernel import files

VERSION = 1
NONCE_BYTES = 12
KEY_BYTES = 32
INDEX_BYTES = 16
_KEY_ID = re.compile(r"[A-Za-z0-9_.-]{1,64}")


class BadKeyRing(ValueError):
    """The text is no key ring: not JSON, a part missing, a key of the wrong size. Never shows a key."""


class UnknownKey(LookupError):
    """The ring has no key of the id that the blob names."""


class Tampered(ValueError):
    """The blob does not open: changed, cut off, or sealed for another place."""


@dataclass(frozen=True)
class KeyRing:
    """Sealing keys and index keys by id, 32 bytes each, with the active one of each.

    Printing a ring shows the active ids and no key. Raises BadKeyRing when it is not well formed.
    """

    active: str
    keys: Mapping[str, bytes] = field(repr=False)
    index_active: str
    index_keys: Mapping[str, bytes] = field(repr=False)

    def __post_init__(self) -> None:
        for active, keys in ((self.active, self.keys), (self.index_active, self.index_keys)):
            if active not in keys:
                raise BadKeyRing(f"the active key {active!r} is not in the ring")
            for name, key in keys.items():
                if not _KEY_ID.fullmatch(name) or len(key) != KEY_BYTES:
                    raise BadKeyRing(f"the key {name!r} needs a short plain id and {KEY_BYTES} bytes")

    @classmethod
    def new(cls) -> Self:
        """A ring with one fresh key of each sort."""
        return cls("k1", {"k1": os.urandom(KEY_BYTES)}, "i1", {"i1": os.urandom(KEY_BYTES)})

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The ring that `to_json` wrote, as a file or an environment variable holds it. Raises BadKeyRing."""
        try:
            facts = json.loads(text)
            keys, index_keys = _decoded(facts["keys"]), _decoded(facts["index_keys"])
            return cls(str(facts["active"]), keys, str(facts["index_active"]), index_keys)
        except (json.JSONDecodeError, binascii.Error, KeyError, TypeError, AttributeError) as error:
            # Chained errors would carry the text, and with it the keys, into a log.
            raise BadKeyRing(f"the key ring cannot be read: {type(error).__name__}") from None

    def to_json(self) -> str:
        """The ring as text, keys in base64: a secret."""
        facts = {
            "active": self.active,
            "keys": _encoded(self.keys),
            "index_active": self.index_active,
            "index_keys": _encoded(self.index_keys),
        }
        return json.dumps(facts, indent=1)

    @classmethod
    def load(cls, path: Path) -> Self:
        """The ring in a file. Raises BadKeyRing, or OSError when the file cannot be read."""
        return cls.from_json(path.read_text(encoding="utf-8"))

    @classmethod
    def create(cls, path: Path) -> Self:
        """Make a ring at `path` for its owner alone; the one already there if somebody was first.

        The file appears whole or not at all, and never replaces another.
        """
        ring = cls.new()
        return ring if files.put_once(path, ring.to_json()) else cls.load(path)

    def save(self, path: Path) -> None:
        """Put this ring in the place of the one at `path`, whole or not at all, for its owner alone."""
        files.replace(path, self.to_json())

    def rotated(self) -> Self:
        """The same ring with a new active key of each sort; the old ones still open what they sealed."""
        key, index = _next_id("k", self.keys), _next_id("i", self.index_keys)
        return type(self)(
            key,
            {**self.keys, key: os.urandom(KEY_BYTES)},
            index,
            {**self.index_keys, index: os.urandom(KEY_BYTES)},
        )


def seal(ring: KeyRing, plaintext: str, context: str) -> bytes:
    """`plaintext` under the active key, to be opened with the same `context` only. Never twice the same."""
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(ring.keys[ring.active]).encrypt(nonce, plaintext.encode(), context.encode())
    return prefix(ring) + nonce + sealed


def prefix(ring: KeyRing) -> bytes:
    """What every blob under the active key begins with."""
    name = ring.active.encode()
    return bytes([VERSION, len(name)]) + name


def key_id_of(blob: bytes) -> str:
    """The id of the key that a blob was sealed with. Raises Tampered for what is no blob."""
    if len(blob) < 2 or blob[0] != VERSION:
        raise Tampered("not a sealed value of a known version")
    return bytes(blob[2 : 2 + blob[1]]).decode(errors="replace")


def unseal(ring: KeyRing, blob: bytes, context: str) -> str:
    """The text of a blob. Raises UnknownKey or Tampered."""
    name = key_id_of(blob)
    if name not in ring.keys:
        raise UnknownKey(name)
    start = 2 + blob[1]
    nonce, sealed = bytes(blob[start : start + NONCE_BYTES]), bytes(blob[start + NONCE_BYTES :])
    try:
        return AESGCM(ring.keys[name]).decrypt(nonce, sealed, context.encode()).decode()
    except (InvalidTag, ValueError):
        raise Tampered("the sealed value does not open here") from None


def blind_index(ring: KeyRing, value: str, context: str) -> bytes:
    """The index under the active key, 16 bytes: what a row stores. Bring `value` to one form before."""
    return _index(ring.index_keys[ring.index_active], value, context)


def blind_indexes(ring: KeyRing, value: str, context: str) -> list[bytes]:
    """The index under every key still in the ring: what a look-up asks for."""
    return [_index(key, value, context) for key in ring.index_keys.values()]


def _index(key: bytes, value: str, context: str) -> bytes:
    return hmac.new(key, f"{context}\0{value}".encode(), hashlib.sha256).digest()[:INDEX_BYTES]


def _decoded(keys: Mapping[str, Any]) -> dict[str, bytes]:
    return {name: base64.b64decode(key, validate=True) for name, key in keys.items()}


def _encoded(keys: Mapping[str, bytes]) -> dict[str, str]:
    return {name: base64.b64encode(key).decode() for name, key in keys.items()}


def _next_id(letter: str, taken: Mapping[str, bytes]) -> str:
    number = len(taken) + 1
    while f"{letter}{number}" in taken:
        number += 1
    return f"{letter}{number}"
