"""What a channel says where a message did not go out."""


class Undelivered(Exception):
    """`code` says why, without anything of a person. `final`: trying again is of no use."""

    def __init__(self, code: str, *, final: bool = False) -> None:
        self.code, self.final = code[:40], final
        super().__init__(self.code)
