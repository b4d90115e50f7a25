"""Where a site's picture is: a drawing among the static files, or an upload through the site's own door."""

from django.urls import reverse

from shanyu.domain.providers.models import Site, SitePicture
from shanyu.ui.pictures import drawing_url


def picture_url(picture: SitePicture, site: Site) -> str:
    """The address of a picture; "" for a drawing that this installation does not have."""
    if picture.upload_id:
        return reverse("public:picture", args=[site.public_id, picture.pk])
    return drawing_url(picture.drawing)
