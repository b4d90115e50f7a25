"""The usual day of a class as facts to choose: chosen once, said of many children. In the order of the day."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field

from django.utils.translation import gettext as _

from shanyu.domain.care.kinds import (
    Amount,
    CheckSlot,
    Domain,
    Kind,
    MealSlot,
    Mood,
    NapQuality,
    NapSlot,
    Position,
    Toilet,
)
from shanyu.domain.providers.kinds import AgeBand

#: How often a sleeping infant's position is looked at, in minutes. [D] the house's own default, no document names it.
POSITION_MINUTES = 15
_NORMAL = {"mouth": "ok", "hands": "ok", "skin": "ok", "eyes": "ok", "spirits": "ok", "outcome": "in_class"}


@dataclass(frozen=True)
class Chip:
    """One fact of the day. `at` is its usual minute of the day; `when` says of whom it can be said (see core.js).

    `part` names the fact that is chosen among `choices`, the first where nobody chooses; `words` asks for a sentence.
    """

    id: str
    kind: str
    label: str
    icon: str
    at: int
    when: str = "present"
    facts: Mapping[str, object] = field(default_factory=dict)
    part: str = ""
    choices: tuple[tuple[object, str], ...] = ()
    words: bool = False

    def facts_with(self, chosen: str) -> dict:
        """The facts of an entry with what was chosen, the first choice where that is none of them."""
        if not self.part:
            return dict(self.facts)
        values = {str(value): value for value, _label in self.choices}
        return {**self.facts, self.part: values.get(chosen, self.choices[0][0])}


def usual_day(band: str) -> list[Chip]:
    """The facts of a class of this band by the time of day."""
    infants = band == AgeBand.INFANT
    chips = [*_coming(), *_meals(infants), *_naps(infants), *_playing(), *_any_time(infants)]
    return sorted(chips, key=lambda chip: chip.at)


def _coming() -> list[Chip]:
    return [
        Chip("arrival", Kind.ARRIVAL, _("到园"), "log-in", 450, "absent", {"way": "name"}),
        Chip(
            "morning",
            Kind.CHECK,
            _("晨检正常"),
            "thermometer",
            460,
            facts={"slot": CheckSlot.MORNING, **_NORMAL},
        ),
        Chip(
            "noon", Kind.CHECK, _("午检正常"), "thermometer", 870, facts={"slot": CheckSlot.NOON, **_NORMAL}
        ),
        Chip("departure", Kind.DEPARTURE, _("离园"), "log-out", 990, facts={"way": "name"}),
    ]


def _meals(infants: bool) -> list[Chip]:
    times = {MealSlot.BREAKFAST: 490, MealSlot.LUNCH: 675, MealSlot.AFTERNOON_SNACK: 900}
    if infants:
        times[MealSlot.MORNING_SNACK] = 580
    return [
        Chip(f"meal_{slot}", Kind.MEAL, str(slot.label), "utensils", at, facts={"slot": slot}, part="amount",
             choices=_choices(Amount))
        for slot, at in times.items()
    ]  # fmt: skip


def _naps(infants: bool) -> list[Chip]:
    slots = {NapSlot.NOON: (730, 865)}
    if infants:
        slots |= {NapSlot.MORNING: (560, 620), NapSlot.AFTERNOON: (930, 970)}
    chips = []
    for slot, (asleep, awake) in slots.items():
        label = str(slot.label)
        chips.append(
            Chip(f"asleep_{slot}", Kind.SLEEP, _("%(nap)s入睡") % {"nap": label}, "moon", asleep,
                 facts={"slot": slot, "state": "asleep"})
        )  # fmt: skip
        chips.append(
            Chip(f"awake_{slot}", Kind.SLEEP, _("%(nap)s醒来") % {"nap": label}, "sun", awake, "asleep",
                 {"slot": slot, "state": "awake"}, "quality", _choices(NapQuality))
        )  # fmt: skip
    if infants:
        chips.append(
            Chip("position", Kind.POSITION, _("睡姿巡视"), "bed", 735, "asleep", part="position",
                 choices=_choices(Position))
        )  # fmt: skip
    return chips


def _playing() -> list[Chip]:
    return [
        Chip("out", Kind.OUTDOOR, _("到户外"), "tree-deciduous", 570, "indoors", {"state": "out"}),
        Chip("in", Kind.OUTDOOR, _("回室内"), "house", 630, "outdoors", {"state": "in"}),
        Chip("activity", Kind.ACTIVITY, _("活动"), "toy-brick", 600, part="domain", choices=_choices(Domain),
             words=True),
    ]  # fmt: skip


def _any_time(infants: bool) -> list[Chip]:
    toilet = (Toilet.WET, Toilet.STOOL, Toilet.DRY if infants else Toilet.POTTY)
    return [
        Chip("water", Kind.WATER, _("饮水"), "circle-dot", 540, part="ml",
             choices=((80, _("80 毫升")), (50, _("50 毫升")), (100, _("100 毫升")))),
        Chip("toilet", Kind.TOILET, _("如厕"), "bath", 545, part="what",
             choices=tuple((str(one), str(one.label)) for one in toilet)),
        Chip("mood", Kind.MOOD, _("情绪"), "smile", 550, part="mood", choices=_choices(Mood)),
        Chip("note", Kind.NOTE, _("写给家长"), "message-circle", 960, words=True),
    ]  # fmt: skip


def _choices(words: Iterable) -> tuple[tuple[object, str], ...]:
    return tuple((str(value), str(label)) for value, label in words.choices)


def as_json(chips: Iterable[Chip]) -> list[dict]:
    return [asdict(chip) for chip in chips]
