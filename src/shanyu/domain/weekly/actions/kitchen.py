"""What the kitchen and the carers record: pictures of real meals, samples that are kept and thrown away."""

from datetime import date, timedelta
from typing import IO

from django.utils.translation import gettext as _

from shanyu.domain.providers.models import Site
from shanyu.domain.weekly.kinds import Meal
from shanyu.domain.weekly.models import FoodSample, KitchenRule, MealPhoto
from shanyu.domain.weekly.refusals import (
    DiscardedAlready,
    PhotosEnough,
    SampleKeptAlready,
    TooEarlyToDiscard,
)
from shanyu.domain.weekly.samples import kept_for
from shanyu.kernel.clock import local, now, today
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action
from shanyu.kernel.uploads import PICTURES, keep

MOST_PHOTOS = 3
#: What was forgotten can still be written for so many days.
DAYS_BACK = 7
MOST_SAMPLE_GRAMS = 5000


@action("weekly.add_meal_photo", on=Site)
def add_meal_photo(
    actor: Actor, site: Site, *, day: date, meal: str, file: IO[bytes], file_name: str
) -> MealPhoto:
    """Keep a picture of a meal as it was served: of food, never of a child. Raises Invalid, PhotosEnough."""
    _check_meal(day, meal)
    count = MealPhoto.objects.filter(site=site, day=day, meal=meal).count()
    if count >= MOST_PHOTOS:
        raise PhotosEnough(count=count)
    photo = MealPhoto.objects.create(site=site, day=day, meal=meal, account_id=actor.account_id)
    photo.upload = keep(file, name=file_name, owner=photo, allowed=PICTURES)
    photo.save(update_fields=["upload"])
    return photo


@action("weekly.remove_meal_photo", on=MealPhoto)
def remove_meal_photo(actor: Actor, photo: MealPhoto) -> None:
    """Delete a picture; its file goes with the next sweep of the store."""
    upload = photo.upload
    photo.delete()
    if upload is not None:
        upload.delete()


@action("weekly.keep_sample", on=Site)
def keep_sample(actor: Actor, site: Site, *, day: date, meal: str, dish: str, grams: int) -> FoodSample:
    """Write down that a sample of a dish was kept now. Raises Invalid, SampleKeptAlready.

    How long it stays is the site's own rule, else the platform's setting, which is not confirmed.
    """
    _check_meal(day, meal)
    name = dish.strip()
    errors = {}
    if not name or len(name) > 40:
        errors["dish"] = _("请填写，最多 %(most)s 个字。") % {"most": 40}
    if not 1 <= grams <= MOST_SAMPLE_GRAMS:
        errors["grams"] = _("请填 1 到 5000 克。")
    if errors:
        raise Invalid(errors)
    if FoodSample.objects.filter(site=site, day=day, meal=meal, dish=name).exists():
        raise SampleKeptAlready(dish=name)
    at = now()
    return FoodSample.objects.create(
        site=site, day=day, meal=meal, dish=name, grams=grams, kept_at=at, kept_by_id=actor.account_id,
        until=at + timedelta(hours=kept_for(site).hours),
    )  # fmt: skip


@action("weekly.discard_sample", on=FoodSample)
def discard_sample(actor: Actor, sample: FoodSample) -> FoodSample:
    """Write down that a sample was thrown away now. Raises TooEarlyToDiscard, DiscardedAlready."""
    if sample.discarded_at is not None:
        raise DiscardedAlready
    if now() < sample.until:
        raise TooEarlyToDiscard(until=f"{local(sample.until):%m-%d %H:%M}")
    sample.discarded_at, sample.discarded_by_id = now(), actor.account_id
    sample.save(update_fields=["discarded_at", "discarded_by"])
    return sample


@action("weekly.set_kitchen_rule", on=Site)
def set_kitchen_rule(actor: Actor, site: Site, *, grams: int, hours: int, source: str) -> KitchenRule:
    """Say how much of each dish is kept for how long, and who asks for it. Holds for what is kept from now on."""
    errors = {}
    if not 1 <= grams <= 1000:
        errors["grams"] = _("请填 1 到 1000 克。")
    if not 1 <= hours <= 720:
        errors["hours"] = _("请填 1 到 720 小时。")
    if not source.strip() or len(source) > 120:
        errors["source"] = _("请写明依据，最多 %(most)s 个字。") % {"most": 120}
    if errors:
        raise Invalid(errors)
    row, _new = KitchenRule.objects.update_or_create(
        site=site, defaults={"sample_grams": grams, "sample_hours": hours, "source": source.strip()}
    )
    return row


def _check_meal(day: date, meal: str) -> None:
    if meal not in Meal.values:
        raise Invalid({"meal": _("请从列出的里面选。")})
    if not today() - timedelta(days=DAYS_BACK) <= day <= today():
        raise Invalid({"day": _("请选今天或之前 %(days)s 天内的日期。") % {"days": DAYS_BACK}})
