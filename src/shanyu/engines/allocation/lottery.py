"""A lottery that anyone can recompute and nobody can steer.

1. Before the window closes the operator draws a secret seed and publishes `commit(seed)`, together with the name of a
   public value that nobody knows yet (such as the draw of a state lottery on a named day).
2. When the window is closed and all evidence is checked, and before that value is known, the operator publishes
   the digest of the list of applications.
3. When the value is known, the seed is revealed. Each ticket is HMAC-SHA-256 of the applicant's id, under a key
   made of seed, public value and list. The smallest ticket goes first.

The seed alone decides nothing, the public value alone decides nothing, and no application can be added, left out or
changed once the value could be known. An application that is withdrawn after step 2 stays in the list, without
wishes.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Mapping

SEED_BYTES = 32
_SEED = b"shanyu-lottery-seed-1\n"
_KEY = b"shanyu-lottery-key-1\n"


def new_seed() -> bytes:
    """A fresh secret seed from the system's source of randomness."""
    return secrets.token_bytes(SEED_BYTES)


def commit(seed: bytes) -> str:
    """What is published of the seed beforehand: a SHA-256, in hexadecimal. ValueError for a seed too short to hide."""
    if len(seed) < SEED_BYTES:
        raise ValueError(f"a seed needs {SEED_BYTES} bytes, or it could be guessed from its commitment")
    return hashlib.sha256(_SEED + seed).hexdigest()


def reveal(seed: bytes, commitment: str) -> str:
    """The seed in hexadecimal, ready to be published; ValueError where it is not the seed that was committed."""
    if not hmac.compare_digest(commit(seed), commitment):
        raise ValueError("this seed is not the one that was committed")
    return seed.hex()


def canonical(value: object) -> bytes:
    """One way of writing a value as JSON: keys sorted, no blanks, UTF-8."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def digest(value: object) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


def ticket(seed: bytes, public_value: str, listed: str, name: str) -> str:
    """The ticket of one applicant (or one family). listed: the digest of the list of applications."""
    key = hmac.digest(seed, _KEY + canonical([public_value, listed]), "sha256")
    return hmac.new(key, name.encode(), hashlib.sha256).hexdigest()


def order(
    seed: bytes,
    public_value: str,
    listed: str,
    applicants: Iterable[str],
    families: Mapping[str, str] | None = None,
) -> list[str]:
    """The applicants in the order of their tickets.

    families: for a child whose ticket is its family's, the family's id; brothers and sisters then stand side by
    side, in the order of their own tickets.
    """
    families = families or {}

    def place(name: str) -> tuple[str, str]:
        own = ticket(seed, public_value, listed, name)
        family = families.get(name)
        # Marked, so that a family's id and a child's id that happen to be equal are two tickets.
        shared = ticket(seed, public_value, listed, f"family {family}") if family is not None else own
        return shared, own

    return sorted(applicants, key=place)


def verify(
    commitment: str, seed: str, public_value: str, listed: str, drawn: list[str], families: Mapping[str, str]
) -> list[str]:
    """What is wrong with a draw that was published: sentences, none where it is right."""
    try:
        secret = bytes.fromhex(seed)
        known = commit(secret)
    except ValueError as problem:
        return [f"the seed cannot be read: {problem}"]
    wrong = [] if hmac.compare_digest(known, commitment) else ["the seed is not the one that was committed"]
    if len(set(drawn)) != len(drawn):
        wrong.append("an applicant was drawn twice")
    elif order(secret, public_value, listed, drawn, families) != drawn:
        wrong.append("the order is not the one that seed, public value and list give")
    return wrong
