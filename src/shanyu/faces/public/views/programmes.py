"""Programmes for everybody: which there are, by which rules, what was promised of the lottery, and how to check it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse

from shanyu.domain.programmes.models import Programme
from shanyu.domain.programmes.queries import announced, programme, protocol, protocol_state
from shanyu.domain.providers.naming import said
from shanyu.faces.public.frame import shown, sign_in
from shanyu.kernel.clock import today
from shanyu.kernel.door import Role
from shanyu.ui import programmes as told
from shanyu.ui import words
from shanyu.ui.pages import page

#: States in which one may still come in time for something, and those in which a result can be read.
AHEAD = {"before", "open", "checking"}


@page("GET", verb="programmes.announced")
def programmes(request: HttpRequest) -> HttpResponse:
    """What is announced, those that close first before, and those whose result stands."""
    rows = [_row(line.programme) for line in announced(request.actor)]
    context = {
        "ahead": [row for row in rows if row["standing"].code in AHEAD],
        "after": [row for row in rows if row["standing"].code not in AHEAD],
        "mine": request.actor.has(Role.GUARDIAN),
    }
    return shown(request, "public/programmes.html", context, "programmes")


def _row(row: Programme) -> dict:
    return {
        "row": row,
        "name": said(row, "name"),
        "region": said(row.region, "name"),
        "standing": told.standing_of(row),
        "ages": told.ages_words(row.from_month, row.to_month),
        "places": told.places_words(row.seats or 0),
        "period": told.period_words(row),
        "fee": told.fee_words(row),
    }


@page("GET", verb="programmes.programme")
def one(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """One programme whole: what a family needs first, what somebody who checks needs further down."""
    row = programme(request.actor, programme_id)
    listed = getattr(row, "closed_list", None)
    classes = [told.class_line(one) for one in row.classes.all()]
    context = {
        "row": row,
        "name": said(row, "name"),
        "region": said(row.region, "name"),
        "standing": told.standing_of(row),
        "ages": told.ages_words(row.from_month, row.to_month),
        "period": told.period_words(row),
        "fee": told.fee_words(row),
        "waiver": told.waiver_words(row),
        "about": said(row, "about"),
        "seats": told.places_words(sum(line.row.cap for line in classes)),
        "sites": _by_site(classes),
        "rules": told.rule_lines(row.rules),
        "course": told.course_of(row, listed.at if listed else None),
        "listed": listed,
        "value_at": words.day_time(row.public_value_at, today()),
        "amendments": [
            (one, told.amendment_lines(one.before, one.after)) for one in row.amendments.order_by("number")
        ],
        "protocol": protocol_state(request.actor, programme_id) if row.published_at else "",
        "command": _command(row, listed.digest) if listed else "",
        "sign_in": sign_in(request) if not request.user.is_authenticated else "",
    }
    return shown(request, "public/programme.html", context, "programmes")


def _by_site(classes: list[told.ClassLine]) -> list[tuple[str, str, list[told.ClassLine]]]:
    """Classes under the place where they are, in the order of their codes: name, key, classes."""
    found: dict[int, tuple[str, str, list[told.ClassLine]]] = {}
    for line in classes:
        site = line.row.site
        found.setdefault(site.pk, (line.site, str(site.public_id), []))[2].append(line)
    return list(found.values())


def _command(row: Programme, digest: str) -> str:
    announced_as = row.announcement_digest
    return f"shanyu allocation verify protocol.json --announced {announced_as} --listed {digest}"


@page("GET", verb="programmes.protocol")
def protocol_file(request: HttpRequest, programme_id: UUID) -> JsonResponse:
    """The public protocol, without names, as the command that checks it reads it."""
    document = protocol(request.actor, programme_id)
    answer = JsonResponse(document, json_dumps_params={"ensure_ascii": False, "sort_keys": True})
    answer["Content-Disposition"] = 'attachment; filename="protocol.json"'
    return answer
