"""What a link to one's own papers says before it is accepted."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from shanyu.domain.providers.actions.invitations import open_invitation
from shanyu.domain.providers.models import Post
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.audit import touched
from shanyu.kernel.door.verbs import query
from shanyu.kernel.masks import mask_name


@dataclass(frozen=True)
class PostInvitation:
    """For whom a link is, by masked name; the posts that come with it; and until when it works."""

    name: str
    invited_by: str
    posts: list[Post]
    expires_at: datetime


@query("providers.see_post_invitation")
def see_post_invitation(actor: Actor, *, secret: str) -> PostInvitation:
    """What a link offers. Raises LinkGone, whatever the reason."""
    found = open_invitation(secret)
    touched(found)
    running = Q(valid__upper_inf=True) | Q(valid__endswith__gt=today())
    posts = Post.objects.filter(running, worker=found.worker).select_related("site", "care_class")
    return PostInvitation(
        name=mask_name(found.worker.name),
        invited_by=mask_name(found.invited_by.name),
        posts=list(posts.order_by("valid", "pk")),
        expires_at=found.expires_at,
    )
