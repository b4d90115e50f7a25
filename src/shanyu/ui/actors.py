"""From a request to an actor: whose session it is, how surely they signed in, and from where they come."""

from django.http import HttpRequest

from shanyu.domain.people.actors import actor_for
from shanyu.kernel.door import Actor, Origin, nobody

#: Session key that sign-in sets once a second factor or a passkey was shown.
STRONG = "shanyu_second_factor"


def actor_of(request: HttpRequest) -> Actor:
    """The actor of a web request; for a visitor nothing is asked of the database."""
    origin = Origin("web", request.META.get("REMOTE_ADDR"), getattr(request, "request_id", ""))
    if not request.user.is_authenticated:
        return nobody(origin)
    return actor_for(
        request.user.pk,
        assurance=2 if request.session.get(STRONG) else 1,
        origin=origin,
        granted=getattr(request.user, "granted", None),  # not there on the request that signs in
    )
