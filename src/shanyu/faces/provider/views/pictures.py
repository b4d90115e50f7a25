"""Pictures of a site: a row that can be added to, put in order, described and cleared."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from shanyu.domain.providers.actions import add_picture, describe_picture, move_picture, remove_picture
from shanyu.domain.providers.queries import office_picture, office_site
from shanyu.faces.provider.forms import PictureForm
from shanyu.faces.provider.frame import address, shown
from shanyu.ui.files import answered
from shanyu.ui.handling import accepted, done, number, tried
from shanyu.ui.pages import page


@page("GET", "POST", verb="providers.office_site", changes="providers.add_picture")
def pictures(request: HttpRequest, site_id: UUID) -> HttpResponse:
    office = office_site(request.actor, site_id)
    site, actor = office.site, request.actor
    here, doing, key = (
        address("pictures", site),
        request.POST.get("do", ""),
        number(request.POST.get("picture")),
    )
    texts = {name: request.POST.get(name, "") for name in ("words", "words_en")}
    single = {
        "earlier": (lambda: move_picture(actor, site, key, by=-1), _("已往前移。")),
        "later": (lambda: move_picture(actor, site, key, by=1), _("已往后移。")),
        "remove": (lambda: remove_picture(actor, site, key), _("图片已删去。")),
        "describe": (lambda: describe_picture(actor, site, key, **texts), _("说明已保存。")),
    }
    if doing in single:
        return tried(request, *single[doing], here)
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PictureForm(*given)
    if form.is_bound and accepted(form, lambda data: _add(request, site, data)):
        return done(request, _("图片已添加到最后，家长页同时更新。"), here)
    status = 422 if form.is_bound else 200
    context = {"office": office, "form": form}
    return shown(request, "provider/pictures.html", context, site=site, tab="pictures", status=status)


def _add(request: HttpRequest, site: object, data: dict) -> None:
    file = data.pop("file")
    add_picture(request.actor, site, **data, file=file or None, file_name=file.name if file else "")


@page("GET", verb="providers.office_picture")
def picture(request: HttpRequest, site_id: UUID) -> FileResponse:
    return answered(office_picture(request.actor, site_id, number(request.GET.get("n"))))
