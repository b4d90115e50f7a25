"""Rules about people, as pure functions over values: terms, names, numbers, consents."""

from datetime import date

from django.utils.translation import gettext_lazy as _
from psycopg.types.range import DateRange

from shanyu.kernel.door import Invalid
from shanyu.kernel.identifiers import BadIdentifier, clean_mobile


def ended(valid: DateRange, day: date) -> DateRange | None:
    """A time range cut off before `day`; None when nothing is left of it."""
    if valid.lower is not None and valid.lower >= day:
        return None
    return DateRange(valid.lower, day)


def clean_mobile_field(text: str) -> str | None:
    """A mobile number as typed, in its one form; None for an empty one. Raises Invalid."""
    if not text.strip():
        return None
    try:
        return clean_mobile(text)
    except BadIdentifier:
        raise Invalid({"mobile": _("请填 11 位手机号。")}) from None
