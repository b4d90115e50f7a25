"""Where a site's picture is: a drawing among the static files, or an upload through the site's own door."""

from functools import cache

from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.urls import reverse

from shanyu.domain.providers.models import Site, SitePicture

FOLDER = "pictures"


def picture_url(picture: SitePicture, site: Site) -> str:
    """The address of a picture; "" for a drawing that this installation does not have."""
    if picture.upload_id:
        return reverse("public:picture", args=[site.public_id, picture.pk])
    name = f"{FOLDER}/{picture.drawing}.svg"
    return static(name) if _is_here(name) else ""


@cache
def _is_here(name: str) -> bool:
    return finders.find(name) is not None
