"""What addresses of cases declare at the door, and whose case one is: shared by the family's and the site's side."""

from uuid import UUID

from django.http import HttpRequest

from shanyu.domain.enrolment.queries import case_page, site_case
from shanyu.ui.pages import Page

#: What an address declares at the door, and the scope that a key needs there.
Declared = tuple[Page, str | dict[str, str]]

FAMILY, SITE = ("cases:read", "cases:write"), ("enrolment:read", "enrolment:write")


def reads(verb: str, side: tuple[str, str]) -> Declared:
    """An address that asks, for keys of a side."""
    return Page(("GET",), verb, verb), side[0]


def changes(verb: str, side: tuple[str, str], method: str = "POST") -> Declared:
    """An address that changes something, for keys of a side."""
    return Page((method,), verb, verb), side[1]


def own_case(request: HttpRequest, case_id: UUID) -> int:
    """The key of a case of the key owner's own child: a head's key does a site's part under `/enrolments`."""
    return case_page(request.actor, case_id).case.pk


def case_at_the_site(request: HttpRequest, case_id: UUID) -> int:
    """The key of a case of the key owner's own site."""
    return site_case(request.actor, case_id).case.pk
