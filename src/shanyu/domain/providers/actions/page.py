"""What a site says of itself: one draft, published when the head says so. Nothing published is ever lost."""

from datetime import datetime

from django.utils.translation import gettext as _

from shanyu.domain.people.models import Account
from shanyu.domain.providers.models import Site, SitePage
from shanyu.domain.providers.refusals import DraftChanged, NothingToPublish, PageEmpty
from shanyu.kernel.clock import now
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action

#: The texts of a page, each with its English twin.
PAGE_TEXTS = ("introduction", "introduction_en", "meals", "meals_en", "camera_policy", "camera_policy_en")


@action("providers.edit_page", on=Site)
def edit_page(actor: Actor, site: Site, *, seen: datetime | None = None, **texts: str) -> SitePage:
    """Write the draft, which begins as what is published; texts not given stay as they are.

    `seen` is when the draft was last changed as its editor saw it: raises DraftChanged when somebody else has
    saved it since, so that two heads never overwrite each other unseen. Raises Invalid for a text too long.
    """
    page = _draft(site)
    if page is None:
        page = SitePage(site=site, **_published_texts(site))
    elif seen is not None and page.modified_at > seen and page.edited_by_id != actor.account_id:
        name = Account.objects.filter(pk=page.edited_by_id).values_list("name", flat=True).first()
        raise DraftChanged(who=name or _("另一位同事"))
    for name, text in _checked(texts).items():
        setattr(page, name, text)
    page.edited_by_id = actor.account_id
    page.save()
    return page


@action("providers.publish_page", on=Site)
def publish_page(actor: Actor, site: Site) -> SitePage:
    """Make the draft what families read; the page before it is kept as replaced.

    Raises NothingToPublish and PageEmpty.
    """
    page = _draft(site)
    if page is None:
        raise NothingToPublish
    if not page.introduction:
        raise PageEmpty
    for earlier in SitePage.objects.filter(site=site, state=SitePage.State.PUBLISHED):
        earlier.state = SitePage.State.REPLACED
        earlier.save(update_fields=["state"])
    page.state = SitePage.State.PUBLISHED
    page.published_at = now()
    page.save()
    return page


@action("providers.discard_draft", on=Site)
def discard_draft(actor: Actor, site: Site) -> None:
    """Let go of the draft; what families read stays. Raises NothingToPublish where there is none."""
    page = _draft(site)
    if page is None:
        raise NothingToPublish
    page.delete()


def _draft(site: Site) -> SitePage | None:
    return SitePage.objects.filter(site=site, state=SitePage.State.DRAFT).first()


def _published_texts(site: Site) -> dict[str, str]:
    rows = SitePage.objects.filter(site=site, state=SitePage.State.PUBLISHED)
    return rows.values(*PAGE_TEXTS).first() or {}


def _checked(texts: dict[str, str]) -> dict[str, str]:
    unknown = set(texts) - set(PAGE_TEXTS)
    if unknown:
        raise TypeError(f"a page has no {sorted(unknown)}")
    cleaned = {name: text.replace("\r\n", "\n").strip() for name, text in texts.items()}
    too_long = {
        name: _("最多 %(most)s 字，现在 %(now)s 字。") % {"most": most, "now": len(text)}
        for name, text in cleaned.items()
        if len(text) > (most := SitePage._meta.get_field(name).max_length)
    }
    if too_long:
        raise Invalid(too_long)
    return cleaned
