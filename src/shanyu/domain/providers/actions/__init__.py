"""What may be done in providers."""

from shanyu.domain.providers.actions.authorisation import change_authorisation, record_authorisation
from shanyu.domain.providers.actions.classes import add_class, close_class, edit_class, set_places
from shanyu.domain.providers.actions.favourites import add_favourite, remove_favourite
from shanyu.domain.providers.actions.invitations import accept_post, invite_worker, recognise_worker
from shanyu.domain.providers.actions.offers import Terms, end_offer, publish_offer
from shanyu.domain.providers.actions.operating import appoint_operator, end_operator_post
from shanyu.domain.providers.actions.page import discard_draft, edit_page, publish_page
from shanyu.domain.providers.actions.papers import (
    Paper,
    add_certificate,
    add_credential,
    revoke_certificate,
    revoke_credential,
)
from shanyu.domain.providers.actions.pictures import (
    DRAWINGS,
    add_picture,
    describe_picture,
    move_picture,
    remove_picture,
)
from shanyu.domain.providers.actions.rooms import add_room, edit_room, remove_room
from shanyu.domain.providers.actions.sites import (
    close_site,
    edit_site,
    move_site,
    open_site,
    resume_site,
    suspend_site,
)
from shanyu.domain.providers.actions.staff import (
    Unmasked,
    UnmaskReason,
    add_worker,
    change_post,
    end_post,
    unmask_worker,
)

__all__ = [
    "DRAWINGS",
    "Paper",
    "Terms",
    "UnmaskReason",
    "Unmasked",
    "accept_post",
    "add_certificate",
    "add_class",
    "add_credential",
    "add_favourite",
    "add_picture",
    "add_room",
    "add_worker",
    "appoint_operator",
    "change_authorisation",
    "change_post",
    "close_class",
    "close_site",
    "describe_picture",
    "discard_draft",
    "edit_class",
    "edit_page",
    "edit_room",
    "edit_site",
    "end_offer",
    "end_operator_post",
    "end_post",
    "invite_worker",
    "move_picture",
    "move_site",
    "open_site",
    "publish_offer",
    "publish_page",
    "recognise_worker",
    "record_authorisation",
    "remove_favourite",
    "remove_picture",
    "remove_room",
    "resume_site",
    "revoke_certificate",
    "revoke_credential",
    "set_places",
    "suspend_site",
    "unmask_worker",
]
