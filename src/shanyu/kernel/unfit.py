"""Why a file that was handed in cannot be taken, as a word that `uploads` says in sentences."""

from enum import StrEnum


class Why(StrEnum):
    """What is wrong with the bytes."""

    BROKEN = "broken"  # begins like its kind and does not go on like it
    PIXELS = "pixels"  # a picture that unfolds to more than anybody needs
    PAGES = "pages"  # too many
    LOCKED = "locked"  # behind a password, or sealed against change
    ACTIVE = "active"  # would do something when it is opened
    LADEN = "laden"  # carries other files
    TANGLED = "tangled"  # unfolds to far more than its size, or has far too many parts


class Unfit(ValueError):
    """The file cannot be taken; `why` says for what reason."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why
