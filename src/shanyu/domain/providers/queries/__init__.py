"""What can be asked of providers: finding care, a site's page, favourites."""

from shanyu.domain.providers.queries import authority
from shanyu.domain.providers.queries.due import Due, due
from shanyu.domain.providers.queries.favourites import favourites
from shanyu.domain.providers.queries.files import File, office_picture, read_certificate, read_credential
from shanyu.domain.providers.queries.find import find_sites
from shanyu.domain.providers.queries.history import Change, FieldChange, History, history
from shanyu.domain.providers.queries.invitations import PostInvitation, see_post_invitation
from shanyu.domain.providers.queries.mine import MyPapers, my_papers
from shanyu.domain.providers.queries.office import (
    OfficeClass,
    OfficeMember,
    OfficeOffer,
    OfficePaper,
    OfficeRoom,
    OfficeSite,
    OfficeWorker,
    my_sites,
    office_class,
    office_classes,
    office_offer,
    office_papers,
    office_post,
    office_room,
    office_site,
    office_staff,
    office_worker,
)
from shanyu.domain.providers.queries.page import (
    OfferView,
    RatioView,
    SiteView,
    StaffView,
    compare_sites,
    site_page,
)
from shanyu.domain.providers.queries.search import Found, FoundSite, SiteSearch

__all__ = [
    "Change",
    "Due",
    "FieldChange",
    "File",
    "Found",
    "FoundSite",
    "History",
    "MyPapers",
    "OfferView",
    "OfficeClass",
    "OfficeMember",
    "OfficeOffer",
    "OfficePaper",
    "OfficeRoom",
    "OfficeSite",
    "OfficeWorker",
    "PostInvitation",
    "RatioView",
    "SiteSearch",
    "SiteView",
    "StaffView",
    "authority",
    "compare_sites",
    "due",
    "favourites",
    "find_sites",
    "history",
    "my_papers",
    "my_sites",
    "office_class",
    "office_classes",
    "office_offer",
    "office_papers",
    "office_picture",
    "office_post",
    "office_room",
    "office_site",
    "office_staff",
    "office_worker",
    "read_certificate",
    "read_credential",
    "see_post_invitation",
    "site_page",
]
