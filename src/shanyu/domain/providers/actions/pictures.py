"""Pictures on a site's page: photographs, or drawings that come with the platform; their order and words."""

from typing import IO

from django.db.models import Max
from django.utils.translation import gettext as _

from shanyu.domain.providers.models import Site, SitePicture
from shanyu.kernel.door import Actor, Invalid, OutOfReach
from shanyu.kernel.door.verbs import action
from shanyu.kernel.uploads import PICTURES, keep

MOST_PICTURES = 12
#: The drawings in `static/pictures/`.
DRAWINGS = (
    "canal", "classroom", "garden", "hands", "health", "kitchen", "meal", "nap", "outdoor", "playroom",
    "reading", "station", "toys", "washroom",
)  # fmt: skip


@action("providers.add_picture", on=Site)
def add_picture(
    actor: Actor,
    site: Site,
    *,
    words: str,
    words_en: str = "",
    drawing: str = "",
    file: IO[bytes] | None = None,
    file_name: str = "",
) -> SitePicture:
    """Put a photograph or a drawing at the end of the row, with words for who cannot see it. Raises Invalid."""
    _check_words(words, words_en)
    if (file is None) == (drawing == ""):
        raise Invalid({"file": _("请上传一张照片，或选一幅配图，二者选一。")})
    if drawing and drawing not in DRAWINGS:
        raise Invalid({"drawing": _("请从列出的配图中选择。")})
    rows = SitePicture.objects.filter(site=site)
    if rows.count() >= MOST_PICTURES:
        raise Invalid({"file": _("最多 %(most)s 张，请先删去一张。") % {"most": MOST_PICTURES}})
    upload = keep(file, name=file_name, owner=site, allowed=PICTURES) if file is not None else None
    last = rows.aggregate(last=Max("position"))["last"]
    return SitePicture.objects.create(
        site=site, upload=upload, drawing=drawing, words=words.strip(), words_en=words_en.strip(),
        position=0 if last is None else last + 1,
    )  # fmt: skip


@action("providers.describe_picture", on=Site)
def describe_picture(
    actor: Actor, site: Site, picture: int, *, words: str, words_en: str = ""
) -> SitePicture:
    """Change the words of a picture. Raises Invalid, OutOfReach for another site's."""
    _check_words(words, words_en)
    row = _row(site, picture)
    row.words, row.words_en = words.strip(), words_en.strip()
    row.save()
    return row


@action("providers.move_picture", on=Site)
def move_picture(actor: Actor, site: Site, picture: int, *, by: int) -> list[SitePicture]:
    """Move a picture forward (-1) or back (+1) in the row, as far as the row goes; the row as it then is."""
    rows = list(SitePicture.objects.filter(site=site))
    here = next((at for at, row in enumerate(rows) if row.pk == picture), None)
    if here is None:
        raise OutOfReach
    rows.insert(max(0, here + by), rows.pop(here))
    for position, row in enumerate(rows):
        if row.position != position:
            row.position = position
            row.save(update_fields=["position"])
    return rows


@action("providers.remove_picture", on=Site)
def remove_picture(actor: Actor, site: Site, picture: int) -> None:
    """Take a picture off the page. Raises OutOfReach for another site's."""
    _row(site, picture).delete()


def _row(site: Site, picture: int) -> SitePicture:
    row = SitePicture.objects.filter(site=site, pk=picture).first()
    if row is None:
        raise OutOfReach
    return row


def _check_words(words: str, words_en: str) -> None:
    errors = {}
    if not 0 < len(words.strip()) <= 120:
        errors["words"] = _("请用 1 到 120 个字说明画面，看不见图的人靠它了解。")
    if len(words_en.strip()) > 160:
        errors["words_en"] = _("最多 %(most)s 个字。") % {"most": 160}
    if errors:
        raise Invalid(errors)
