"""policy of providers: who may use which verb, over which rows."""

from collections.abc import Callable

from django.db.models import Q

from shanyu.domain.providers.kinds import SiteState
from shanyu.domain.providers.models import Post, Site
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor, Role, Row, everything, policy


def open_sites(actor: Actor) -> Q:
    """Sites that families find."""
    return Q(state=SiteState.OPEN)


def public_sites(actor: Actor) -> Q:
    """Sites with a public page: open ones, and suspended and closed ones, whose page says so."""
    return ~Q(state=SiteState.DRAFT)


def own_favourites(actor: Actor) -> Q:
    return Q(account_id=actor.account_id)


# Open data: finding care and reading about it.
policy(
    Row("providers.find_sites", {Role.PUBLIC: open_sites}),
    Row("providers.site_page", {Role.PUBLIC: public_sites}),
    Row("providers.compare_sites", {Role.PUBLIC: public_sites}),
)

# What a person keeps in mind.
policy(
    Row("providers.favourites", {Role.MEMBER: own_favourites}),
    Row("providers.add_favourite", {Role.MEMBER: public_sites}),
    Row("providers.remove_favourite", {Role.MEMBER: public_sites}),
)


# The head's office. A site is reached by heads and keepers who have a post there, by the operator that runs it,
# and by the officers of the district it lies in; what hangs on a site is reached as the site is.


def own_sites(actor: Actor) -> Q:
    return Q(pk__in=actor.targets(Role.HEAD, "site"))


def own_station(actor: Actor) -> Q:
    return Q(pk__in=actor.targets(Role.STATION_KEEPER, "site"))


def operators_sites(actor: Actor) -> Q:
    return Q(operator_id__in=actor.targets(Role.OPERATOR, "operator"))


def district_sites(actor: Actor) -> Q:
    return Q(region__lineage__overlap=actor.targets(Role.DISTRICT_OFFICER, "region"))


def _at(sites: Callable[[Actor], Q], name: str) -> Callable[[Actor], Q]:
    """The rows of a model with a `site` whose site is within this reach."""

    def reach(actor: Actor) -> Q:
        return Q(site__in=Site.objects.filter(sites(actor)))

    reach.__name__ = name
    return reach


def _working_at(sites: Callable[[Actor], Q], name: str, worker: str = "pk") -> Callable[[Actor], Q]:
    """Workers (or rows with a worker) with a post now, or from a later day, at a site within this reach."""

    def reach(actor: Actor) -> Q:
        posts = Post.objects.filter(
            Q(valid__endswith__gt=today()) | Q(valid__upper_inf=True),
            site__in=Site.objects.filter(sites(actor)),
        )
        return Q(**{f"{worker}__in": posts.values("worker")})

    reach.__name__ = name
    return reach


at_own_sites = _at(own_sites, "at_own_sites")
at_own_station = _at(own_station, "at_own_station")
at_operators_sites = _at(operators_sites, "at_operators_sites")
in_own_district = _at(district_sites, "in_own_district")
own_staff = _working_at(own_sites, "own_staff")
operators_staff = _working_at(operators_sites, "operators_staff")
district_staff = _working_at(district_sites, "district_staff")
papers_of_own_staff = _working_at(own_sites, "papers_of_own_staff", "worker")
papers_of_operators_staff = _working_at(operators_sites, "papers_of_operators_staff", "worker")
papers_of_district_staff = _working_at(district_sites, "papers_of_district_staff", "worker")


def own_worker(actor: Actor) -> Q:
    return Q(account_id=actor.account_id)


def own_papers(actor: Actor) -> Q:
    return Q(worker__account_id=actor.account_id)


HEADS = {Role.HEAD: own_sites, Role.OPERATOR: operators_sites}
KEEPERS = {**HEADS, Role.STATION_KEEPER: own_station}
HEADS_THERE = {Role.HEAD: at_own_sites, Role.OPERATOR: at_operators_sites}
KEEPERS_THERE = {**HEADS_THERE, Role.STATION_KEEPER: at_own_station}
STAFF = {Role.HEAD: own_staff, Role.OPERATOR: operators_staff}
STAFF_PAPERS = {Role.HEAD: papers_of_own_staff, Role.OPERATOR: papers_of_operators_staff}
OFFICERS = {Role.DISTRICT_OFFICER: district_sites}

# Asking about one's own sites.
policy(
    Row("providers.my_sites", KEEPERS),
    Row("providers.due", KEEPERS),
    Row("providers.office_site", KEEPERS),
    Row("providers.office_papers", KEEPERS),
    Row("providers.office_picture", KEEPERS),
    Row("providers.office_classes", HEADS),
    Row("providers.office_staff", HEADS),
    Row("providers.office_room", KEEPERS_THERE),
    Row("providers.office_class", HEADS_THERE),
    Row("providers.office_offer", KEEPERS_THERE),
    Row("providers.office_post", HEADS_THERE),
    Row("providers.office_worker", STAFF),
    Row("providers.office_history", KEEPERS | OFFICERS),
)

# A site's page, pictures and own facts.
policy(
    Row("providers.edit_page", KEEPERS),
    Row("providers.publish_page", KEEPERS),
    Row("providers.discard_draft", KEEPERS),
    Row("providers.add_picture", KEEPERS),
    Row("providers.describe_picture", KEEPERS),
    Row("providers.move_picture", KEEPERS),
    Row("providers.remove_picture", KEEPERS),
    Row("providers.edit_site", KEEPERS),
    Row("providers.move_site", KEEPERS),
    Row("providers.open_site", KEEPERS),
)

# Rooms, classes, fees.
policy(
    Row("providers.add_room", KEEPERS),
    Row("providers.edit_room", KEEPERS_THERE),
    Row("providers.remove_room", KEEPERS_THERE),
    Row("providers.add_class", HEADS),
    Row("providers.edit_class", HEADS_THERE),
    Row("providers.set_places", HEADS_THERE),
    Row("providers.close_class", HEADS_THERE),
    Row("providers.publish_offer", KEEPERS),
    Row("providers.end_offer", KEEPERS_THERE),
)

# Staff and papers.
policy(
    Row("providers.add_worker", HEADS | OFFICERS),
    Row("providers.change_post", HEADS_THERE),
    Row("providers.end_post", HEADS_THERE | {Role.DISTRICT_OFFICER: in_own_district}),
    Row("providers.invite_worker", STAFF | {Role.DISTRICT_OFFICER: district_staff}),
    Row("providers.see_post_invitation", {Role.MEMBER: everything}),
    Row("providers.accept_post", {Role.MEMBER: everything}),
    Row("providers.recognise_worker", {Role.MEMBER: everything}),
    Row("providers.unmask_worker", STAFF | {Role.DISTRICT_OFFICER: district_staff}),
    Row("providers.add_credential", STAFF),
    Row("providers.revoke_credential", STAFF_PAPERS | {Role.DISTRICT_OFFICER: papers_of_district_staff}),
    Row("providers.add_certificate", KEEPERS),
    Row("providers.revoke_certificate", KEEPERS_THERE | {Role.DISTRICT_OFFICER: in_own_district}),
    Row("providers.read_certificate", KEEPERS_THERE | {Role.DISTRICT_OFFICER: in_own_district}),
    Row(
        "providers.read_credential",
        STAFF_PAPERS | {Role.DISTRICT_OFFICER: papers_of_district_staff, Role.MEMBER: own_papers},
    ),
    Row("providers.my_papers", {Role.MEMBER: own_worker}),
)

# What only the authority decides.
policy(
    Row("providers.officer_site", OFFICERS),
    Row("providers.record_authorisation", OFFICERS),
    Row("providers.change_authorisation", {Role.DISTRICT_OFFICER: in_own_district}),
    Row("providers.suspend_site", OFFICERS),
    Row("providers.resume_site", OFFICERS),
    Row("providers.close_site", OFFICERS),
)


# Who acts for an operator: decided where the operator has a site, or by an administrator on duty.


def operators_of_district(actor: Actor) -> Q:
    return Q(pk__in=Site.objects.filter(district_sites(actor)).values("operator"))


def posts_at_operators_of_district(actor: Actor) -> Q:
    return Q(operator__in=Site.objects.filter(district_sites(actor)).values("operator"))


OPERATORS = {Role.DISTRICT_OFFICER: operators_of_district, Role.ADMINISTRATOR_ON_DUTY: everything}
policy(
    Row("providers.list_operators", OPERATORS),
    Row("providers.operator_file", OPERATORS),
    Row("providers.appoint_operator", OPERATORS),
    Row(
        "providers.end_operator_post",
        {Role.DISTRICT_OFFICER: posts_at_operators_of_district, Role.ADMINISTRATOR_ON_DUTY: everything},
    ),
)


# The authority: every site of the regions that an officer, an inspector or an auditor answers for.


def _answered_for(role: Role) -> Callable[[Actor], Q]:
    """Sites in the regions this role was granted over; all of them where it was granted over the platform."""

    def reach(actor: Actor) -> Q:
        if any(grant.role == role and grant.over == "platform" for grant in actor.grants):
            return Q(pk__isnull=False)
        return Q(region__lineage__overlap=actor.targets(role, "region"))

    reach.__name__ = f"sites_of_the_{role.value}"
    return reach


AUTHORITY = {
    role: _answered_for(role)
    for role in (Role.DISTRICT_OFFICER, Role.CITY_OFFICER, Role.INSPECTOR, Role.AUDITOR)
}
policy(
    Row("providers.list_sites", AUTHORITY),
    Row("providers.map_sites", AUTHORITY),
    Row("providers.export_sites", AUTHORITY),
    Row("providers.site_file", AUTHORITY),
    Row("providers.site_history", AUTHORITY),
    Row("providers.exceptions", AUTHORITY),
    Row("providers.figures", AUTHORITY),
    Row("providers.place_file", AUTHORITY),
    Row("providers.place_choices", AUTHORITY),
    Row("providers.workers_at_two_places", AUTHORITY),
)

# A bureau's sheet of sites, loaded by the platform or by an administrator on duty.
policy(
    Row("providers.import_sites", {Role.SYSTEM: everything, Role.ADMINISTRATOR_ON_DUTY: everything}),
)
