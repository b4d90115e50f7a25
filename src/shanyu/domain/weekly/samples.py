"""How much of each dish a site keeps for how long, and by whose word."""

from dataclasses import dataclass

from shanyu.domain.providers.models import Site
from shanyu.domain.weekly import rules
from shanyu.domain.weekly.models import KitchenRule
from shanyu.kernel.clock import today


@dataclass(frozen=True)
class KeptFor:
    """Grams and hours, and the source; `confirmed` where the site wrote down its own authority's word."""

    grams: int
    hours: int
    source: str
    confirmed: bool


def kept_for(site: Site) -> KeptFor:
    own = KitchenRule.objects.filter(site=site).first()
    if own is not None:
        return KeptFor(own.sample_grams, own.sample_hours, own.source, True)
    rule = rules.book.rule("samples.kept", today())
    return KeptFor(rule.value["grams"], rule.value["hours"], rule.title, False)
