"""Codes that people type from paper: Crockford's base 32, no I, L, O or U, with a check character at the end.

The check is a remainder over the field of 32 elements: one wrong character, or two that changed places, never gives
another right code.
"""

import secrets
from functools import reduce

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SAID = str.maketrans({"I": "1", "L": "1", "O": "0", "-": None, " ": None})
_FIELD = 0b100101  # x⁵ + x² + 1
LENGTH = 10
_HALF = LENGTH // 2


class BadCode(ValueError):
    """What was typed cannot be a code; `reason` is "length", "character" or "check"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def new_code() -> str:
    """A code nobody can guess: 45 random bits and the check, such as `7KQ2MX9WDR`."""
    drawn = "".join(secrets.choice(_ALPHABET) for _place in range(LENGTH - 1))
    return drawn + check_of(drawn)


def check_of(drawn: str) -> str:
    """The check character of the characters before it: their polynomial times x."""
    return _ALPHABET[_times_x(reduce(lambda rest, each: _times_x(rest) ^ _ALPHABET.index(each), drawn, 0))]


def clean_code(typed: str) -> str:
    """A code as it was typed, in its one spelling: no spaces and hyphens, O as 0, I and L as 1. Raises BadCode."""
    code = typed.strip().upper().translate(_SAID)
    if len(code) != LENGTH:
        raise BadCode("length")
    if not set(code) <= set(_ALPHABET):
        raise BadCode("character")
    if check_of(code[:-1]) != code[-1]:
        raise BadCode("check")
    return code


def said_code(code: str) -> str:
    """A code as it is printed: `7KQ2M-X9WDR`."""
    return f"{code[:_HALF]}-{code[_HALF:]}"


def _times_x(rest: int) -> int:
    rest <<= 1
    return rest ^ _FIELD if rest & 32 else rest
