"""Named random streams: one seed, and a stream of its own for every part of the city."""

import hashlib

import numpy as np


def stream(seed: int, *names: str | int) -> np.random.Generator:
    """A generator that depends only on the seed and the names, never on what was drawn elsewhere.

    Args:
        seed: the city's seed, 0 or greater.
        names: what the stream is for, for example ``"network", "330105"``.
    """
    digest = hashlib.blake2b("/".join(map(str, names)).encode(), digest_size=16).digest()
    words = np.frombuffer(digest, dtype="<u4")
    return np.random.Generator(np.random.PCG64([seed, *map(int, words)]))
