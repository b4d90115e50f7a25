"""Version 1 of the open API: sites, the division tree, sessions and bookings, enrolment, the daily record."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import override
from ninja import NinjaAPI, Query
from ninja.errors import HttpError, ValidationError

from shanyu import __version__
from shanyu.domain.providers.queries import SiteSearch
from shanyu.domain.providers.queries import find_sites as find
from shanyu.domain.providers.queries import site_page as read
from shanyu.domain.regions.queries import region_tree
from shanyu.faces.api import (
    bookings,
    care,
    cases,
    changing,
    enrolment,
    messages,
    paying,
    referring,
    shapes,
    signing,
    weeks,
)
from shanyu.faces.api.gate import gated
from shanyu.faces.api.paging import next_page
from shanyu.faces.api.problems import (
    Problem,
    on_http_error,
    on_refusal,
    on_wrong_parameters,
)
from shanyu.faces.api.schemas import Regions, RegionsAsked, SiteAsked, SitePageOut, Sites, SitesAsked
from shanyu.kernel.door import Refusal
from shanyu.ui.pages import Page

ERRORS = {
    400: "The request cannot be read.",
    401: "The key is unknown, expired or revoked.",
    403: "The key lacks the scope.",
    404: "There is no such row, or it is not open.",
    405: "The method is not accepted here.",
    409: "It cannot be done as things stand (full, not open yet, too young …); `code` says which.",
    422: "A parameter is wrong; `errors` says which.",
    429: "Too many requests; `Retry-After` says when to come back.",
}
RATE = {
    "RateLimit-Limit": "Requests in a minute",
    "RateLimit-Remaining": "Requests left in this minute",
    "RateLimit-Reset": "Seconds until the next minute begins",
}

api = NinjaAPI(
    title="Shanyu 善育",
    version=__version__,
    description=(
        "Open data of childcare sites: find them near a place with walking minutes, read their pages, and the "
        "division tree; sessions near a place, and booking them. A key (`Authorization: Bearer …`) is optional "
        "for open data and may ask more often; bookings, enrolment and the daily record need one. "
        "Texts follow `?lang=zh-hans` or `?lang=en`."
    ),
    docs_url=None,
    openapi_url=None,
    urls_namespace="api-v1",
)
api.add_router("", bookings.router)
api.add_router("", care.router)
api.add_router("", cases.router)
api.add_router("", enrolment.router)
api.add_router("", signing.router)
api.add_router("", changing.router)
api.add_router("", paying.router)
api.add_router("", referring.router)
api.add_router("", messages.router)
api.add_router("", weeks.router)
api.add_exception_handler(Refusal, on_refusal)
api.add_exception_handler(ValidationError, on_wrong_parameters)
api.add_exception_handler(HttpError, on_http_error)


@api.get("/sites", response=Sites, url_name="find_sites", operation_id="findSites", tags=["sites"])
def find_sites(request: HttpRequest, asked: Query[SitesAsked]) -> Sites:
    """Open sites, nearest on foot first when `near` is given, else by name."""
    search = SiteSearch(
        near=shapes.place(asked.near, asked.datum),
        work=shapes.place(asked.work, asked.datum),
        kinds=tuple(asked.kind),
        forms=tuple(asked.form),
        inclusive=asked.inclusive,
        child_months=asked.child_months,
        max_fee_fen=asked.max_fee_fen,
        has_free=asked.has_free,
        opens_by=shapes.clock(asked.opens_by),
        open_until=shapes.clock(asked.open_until),
        text=asked.q,
        region_code=asked.region or "",
        minutes=asked.minutes,
        sort=asked.sort,
        limit=asked.limit,
        offset=asked.offset,
    )
    found = find(request.actor, search)
    return Sites(
        items=shapes.site_items(found, asked.datum),
        total=found.total,
        total_is_least=found.total_is_least,
        next=next_page(request, asked.offset, len(found.items), found.total, least=found.total_is_least),
        datum=asked.datum,
        walk=shapes.walk_note(found),
    )


@api.get(
    "/sites/{site_id}",
    response=SitePageOut,
    url_name="read_site",
    operation_id="readSite",
    tags=["sites"],
)
def read_site(request: HttpRequest, site_id: UUID, asked: Query[SiteAsked]) -> SitePageOut:
    """One site's page. A suspended or closed site still has one, and its trust says so first."""
    return shapes.site_page(read(request.actor, site_id), asked.datum)


@api.get("/regions", response=Regions, url_name="list_regions", operation_id="listRegions", tags=["regions"])
def list_regions(request: HttpRequest, asked: Query[RegionsAsked]) -> Regions:
    """The divisions of today, parents before children, in the order of their codes."""
    rows = region_tree(request.actor, under=asked.under)
    codes = {row.pk: row.code for row in rows}
    page = rows[asked.offset : asked.offset + asked.limit]
    return Regions(
        items=[shapes.region(row, codes) for row in page],
        total=len(rows),
        next=next_page(request, asked.offset, len(page), len(rows)),
    )


#: What each address declares at the door, and the scope that a key needs there.
PAGES = {
    "find_sites": (Page(("GET",), "providers.find_sites", "providers.find_sites"), "sites:read"),
    "read_site": (Page(("GET",), "providers.site_page", "providers.site_page"), "sites:read"),
    "list_regions": (Page(("GET",), "regions.region_tree", "regions.region_tree"), "regions:read"),
    **bookings.PAGES,
    **care.PAGES,
    **cases.PAGES,
    **enrolment.PAGES,
    **signing.PAGES,
    **changing.PAGES,
    **paying.PAGES,
    **referring.PAGES,
    **messages.PAGES,
    **weeks.PAGES,
}


def addresses() -> list[URLPattern]:
    """The operations behind their gate, and the description of the API."""
    made = [path("openapi.json", describe, name="openapi")]
    known = set()
    for pattern in api.urls[0]:
        # An address with two methods comes twice.
        if pattern.name in PAGES and pattern.name not in known:
            known.add(pattern.name)
            declared, scope = PAGES[pattern.name]
            pattern.callback = gated(pattern.callback, declared, scope)
            made.append(pattern)
    return made


def description() -> dict:
    """The OpenAPI 3.1 document, with the errors, headers and keys that the gate adds to every operation."""
    with override("en"):
        schema = api.get_openapi_schema(path_prefix=reverse("api:openapi").removesuffix("openapi.json"))
    schema["components"]["schemas"]["Problem"] = Problem.model_json_schema()
    schema["components"]["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
    body = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    headers = {name: {"description": says, "schema": {"type": "integer"}} for name, says in RATE.items()}
    for item in schema["paths"].values():
        for operation in item.values():
            operation["security"] = [{}, {"key": []}]
            for status, words in ERRORS.items():
                operation["responses"][status] = {"description": words, "content": body}
            for answer in operation["responses"].values():
                answer["headers"] = headers
    return schema


def _describe(request: HttpRequest) -> HttpResponse:
    return JsonResponse(description(), json_dumps_params={"ensure_ascii": False})


describe = gated(_describe, Page(("GET",), "providers.find_sites", "providers.find_sites"), "")
