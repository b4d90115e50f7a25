"""A family that agrees to the health file, and answers that a guardian may give."""

from io import BytesIO

from PIL import Image

from shanyu.domain.health.agreeing import PURPOSE
from shanyu.domain.people.actions import decide_for_child
from shanyu.domain.people.models import Child
from tests.cast import Cast

PEANUT = {
    "substance": "peanut", "detail": "花生酱", "reactions": ["rash", "breathing"], "severity": "severe",
    "confirmed": "doctor", "action": "马上打120，再给家长打电话",
}  # fmt: skip


def agree(cast: Cast, child: Child, *, by: str = "father", agrees: bool = True) -> None:
    decide_for_child(cast.actor(by), child.pk, purpose=PURPOSE, agrees=agrees)


def picture() -> BytesIO:
    """A small photograph of a form."""
    file = BytesIO()
    Image.new("RGB", (40, 30), "white").save(file, "JPEG")
    file.seek(0)
    return file
