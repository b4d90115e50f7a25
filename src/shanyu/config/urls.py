"""All addresses of the product: one include per face."""

from django.urls import include, path

from shanyu.faces.account.worker import service_worker
from shanyu.faces.api.health import healthz, metrics

urlpatterns = [
    path("account/", include("shanyu.faces.account.sign_in_urls")),
    path("account/", include("shanyu.faces.account.urls")),
    path("family/", include("shanyu.faces.family.urls")),
    path("carer/", include("shanyu.faces.carer.urls")),
    path("office/", include("shanyu.faces.provider.urls")),
    path("station/", include("shanyu.faces.station.urls")),
    path("host/", include("shanyu.faces.host.urls")),
    path("authority/", include("shanyu.faces.authority.urls")),
    path("api/", include("shanyu.faces.api.urls")),
    path("ui/", include("shanyu.ui.urls")),
    path("sw.js", service_worker, name="service_worker"),
    path("healthz", healthz, name="healthz"),
    path("metrics", metrics, name="metrics"),
    path("", include("shanyu.faces.public.urls")),
]

handler400 = "shanyu.ui.errors.bad_request"
handler403 = "shanyu.ui.errors.forbidden"
handler404 = "shanyu.ui.errors.not_found"
handler429 = "shanyu.ui.errors.too_many"  # asked for by allauth, not by Django
handler500 = "shanyu.ui.errors.server_error"
