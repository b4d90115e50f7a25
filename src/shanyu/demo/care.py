"""Rooms, classes and offers of a site, within the rules for its kind.

Sizes of classes: 国卫人口发〔2019〕58号 art. 19; home-based sites: 家庭托育点管理办法 (at most five children);
drop-in places of growth stations by area: Hangzhou's local standard of 2023; custody classes: Haikou's summer
notice of 2025.
"""

from dataclasses import dataclass
from datetime import date, time, timedelta

import numpy as np

from shanyu.demo.model import CareClass, Offer, Room

SIZES = {
    "infant": 10,
    "toddler": 15,
    "older_toddler": 20,
    "mixed": 18,
    "home": 5,
    "kindergarten_custody": 30,
    "primary_custody": 45,
    "middle_custody": 50,
}
"""The most children in a class of each band."""
RATIOS = {"infant": 3, "toddler": 5, "older_toddler": 7, "mixed": 5, "home": 3}
"""The most children for one carer (art. 20; a mixed class is staffed like a toddler class here)."""
CLASS_NAMES = {
    "infant": "豆芽班",
    "toddler": "小树班",
    "older_toddler": "大树班",
    "mixed": "林间班",
    "home": "家庭班",
    "kindergarten_custody": "幼儿托管班",
    "primary_custody": "小学托管班",
    "middle_custody": "初中托管班",
}
WEEK = (1, 2, 3, 4, 5)


def drop_in_places(grade: str, area_m2: float) -> int:
    """Places for drop-in care at a growth station: none at a basic one, then 2, 4 or 6 by area."""
    if grade != "demonstration" or area_m2 < 80:
        return 0
    return 2 if area_m2 < 100 else 4 if area_m2 < 200 else 6


@dataclass(frozen=True)
class Care:
    """What a site has to offer."""

    rooms: tuple[Room, ...]
    classes: tuple[CareClass, ...]
    offers: tuple[Offer, ...]
    area_m2: float


def _class(draw: np.random.Generator, name: str, band: str, room: str, licensed: int) -> CareClass:
    """Some classes are full, most have a place or two, some have many."""
    share = float(np.clip(draw.beta(5.0, 1.6), 0.2, 1.0))
    placed = min(licensed, round(licensed * share))
    held = int(draw.integers(0, 2)) if placed < licensed else 0
    return CareClass(name, band, room, licensed, placed, held)


def _bands(draw: np.random.Generator, kind: str) -> list[str]:
    if kind == "kindergarten":
        return ["older_toddler"] * int(draw.integers(1, 3))
    if kind == "home_based":
        return ["home"]
    plans = (
        ["infant", "toddler", "older_toddler"],
        ["toddler", "older_toddler"],
        ["infant", "toddler", "older_toddler", "older_toddler"],
        ["mixed", "toddler"],
        ["infant", "toddler", "toddler", "older_toddler", "older_toddler"],
        ["mixed"],
    )
    return list(plans[draw.choice(len(plans), p=[0.28, 0.24, 0.2, 0.1, 0.1, 0.08])])


def _floor(draw: np.random.Generator) -> int:
    return int(draw.choice([1, 2, 3], p=[0.6, 0.3, 0.1]))


def _area(draw: np.random.Generator, low: float, high: float) -> float:
    return round(float(draw.uniform(low, high)), 1)


def _service_rooms(draw: np.random.Generator, kind: str, floor: int) -> list[Room]:
    scale = 0.5 if kind == "home_based" else 1.0
    rooms = [Room("盥洗间", "washing", _area(draw, 8 * scale, 18 * scale), floor, False)]
    rooms.append(Room("卫生间", "toilet", _area(draw, 6 * scale, 14 * scale), floor, False))
    if kind == "home_based":
        rooms.append(Room("厨房", "food_preparation", _area(draw, 5, 9), floor, True))
        return rooms
    rooms += [
        Room("备餐间", "food_preparation", _area(draw, 10, 26), 1, True),
        Room("保健观察室", "observation", _area(draw, 6, 12), 1, True),
        Room("母婴室", "nursing", _area(draw, 5, 9), 1, False),
        Room("更衣室", "changing", _area(draw, 4, 8), floor, False),
        Room("办公室", "office", _area(draw, 8, 16), floor, False),
        Room("户外场地", "outdoor", _area(draw, 60, 320), 1, True),
    ]
    return rooms


def nursery_care(
    draw: np.random.Generator, kind: str, fees: "Fees", bands: tuple[str, ...] | None = None
) -> Care:
    """Rooms, classes and offers of a nursery, a kindergarten's nursery class or a home-based site."""
    floor = _floor(draw)
    rooms, classes = [], []
    for number, band in enumerate(bands or _bands(draw, kind), start=1):
        licensed = SIZES[band] - (int(draw.integers(0, 3)) if band != "home" else 0)
        name = CLASS_NAMES[band] + (f"{number}" if kind != "home_based" else "")
        living = Room(f"{name}活动室", "living", _area(draw, 2.6 * licensed, 3.6 * licensed), floor, True)
        nap = Room(f"{name}午睡室", "sleeping", _area(draw, 1.5 * licensed, 2.2 * licensed), floor, True)
        rooms += [living, nap]
        classes.append(_class(draw, name, band, living.name, licensed))
    rooms += _service_rooms(draw, kind, floor)
    indoors = sum(room.area_m2 for room in rooms if room.use != "outdoor")
    return Care(tuple(rooms), tuple(classes), fees.of_classes(draw, classes), round(indoors * 1.15, 1))


def station_care(draw: np.random.Generator, grade: str, starts: date) -> Care:
    """A growth station: free, and drop-in places only where it is a demonstration station."""
    area = _area(draw, 80, 260) if grade == "demonstration" else _area(draw, 30, 79)
    play = Room("亲子活动区", "living", round(area * 0.55, 1), 1, True)
    rooms = [play, Room("洗手间", "washing", round(area * 0.08, 1), 1, False)]
    places = drop_in_places(grade, area)
    if not places:
        return Care(tuple(rooms), (), (), area)
    rest = Room("照护区", "sleeping", round(area * 0.2, 1), 1, True)
    taken = int(draw.integers(0, places + 1))
    care_class = CareClass("临时照护", "mixed", rest.name, places, taken, 0)
    offer = Offer("drop_in", "", (2, 3, 4, 5, 6, 7), time(9), time(17), 0, "free", 0, starts, None)
    return Care((*rooms, rest), (care_class,), (offer,), area)


def custody_care(draw: np.random.Generator, kind: str, bands: tuple[str, ...], today: date) -> Care:
    """A custody station or a school: after school in term, and a summer that ends on 31 August."""
    summer = date(today.year + (today > date(today.year, 8, 31)), 8, 31)
    starts = today - timedelta(days=60)
    rooms, classes = [], []
    for band in bands:
        room = Room(f"{CLASS_NAMES[band]}教室", "living", _area(draw, 52, 82), int(draw.integers(1, 4)), True)
        rooms.append(room)
        classes.append(
            _class(draw, CLASS_NAMES[band], band, room.name, SIZES[band] - int(draw.integers(0, 6)))
        )
    outdoor = Room("操场", "outdoor", _area(draw, 120, 900), 1, True)
    fee, unit = (240, "period") if kind == "school" else (0, "free")
    holiday = Offer("holiday", "", WEEK, time(8, 30), time(17, 30), fee, unit, 0, starts, summer)
    after = Offer("after_school", "", WEEK, time(15, 30), time(18), fee, unit, 0, starts, None)
    offers = (after, holiday) if kind == "school" or draw.random() < 0.4 else (holiday,)
    area = round(sum(room.area_m2 for room in rooms) * 1.3, 1)
    return Care((*rooms, outdoor), tuple(classes), offers, area)


@dataclass(frozen=True)
class Fees:
    """Published fees and hours of a site. `month` is the full-day fee of a toddler, in yuan."""

    month: int
    meal_fen: int
    opens: time
    closes: time
    starts: date
    forms: tuple[str, ...]

    @classmethod
    def drawn(cls, draw: np.random.Generator, kind: str, inclusive: bool, today: date) -> "Fees":
        """Fees as they are in such places: inclusive ones stay below 3,000 yuan a month for every class."""
        low, high = {
            ("nursery", True): (178, 262),
            ("nursery", False): (338, 668),
            ("kindergarten", False): (148, 238),
            ("home_based", False): (228, 368),
        }[kind, inclusive]
        opens = (time(7), time(7, 30), time(7, 45), time(8))[draw.choice(4, p=[0.08, 0.3, 0.12, 0.5])]
        closes = (time(16, 30), time(17), time(17, 30), time(18, 30), time(19, 30), time(20))[
            draw.choice(6, p=[0.12, 0.34, 0.26, 0.18, 0.06, 0.04])
        ]
        forms = ["full_day"]
        chances = {"nursery": (0.7, 0.45, 0.25), "kindergarten": (0.2, 0, 0), "home_based": (0.6, 0.5, 0.1)}[
            kind
        ]
        forms += [
            f for f, p in zip(("half_day", "hourly", "drop_in"), chances, strict=True) if draw.random() < p
        ]
        # Published before the first of the children came whom the stories tell of.
        starts = today - timedelta(days=int(draw.integers(700, 1000)))
        return cls(
            int(draw.integers(low, high)) * 10,
            int(draw.integers(16, 31)) * 100,
            opens,
            closes,
            starts,
            tuple(forms),
        )

    def of_classes(self, draw: np.random.Generator, classes: list[CareClass]) -> tuple[Offer, ...]:
        """Offers by band for whole and half days, by the hour for all."""
        offers = []
        extra = {"infant": 300, "older_toddler": -100}
        for band in sorted({care_class.band for care_class in classes}):
            full = (self.month + extra.get(band, 0)) * 100
            if "full_day" in self.forms:
                offers.append(
                    self._offer("full_day", band, self.opens, self.closes, full, "month", self.meal_fen)
                )
            if "half_day" in self.forms:
                half = round(full * 0.6 / 1_000) * 1_000
                offers.append(
                    self._offer("half_day", band, self.opens, time(12), half, "month", self.meal_fen // 2)
                )
        hour = max(1500, round(self.month * 100 / 90 / 500) * 500)
        for form in ("hourly", "drop_in"):
            if form in self.forms:
                offers.append(self._offer(form, "", time(8, 30), min(self.closes, time(18)), hour, "hour", 0))
        return tuple(offers)

    def _offer(
        self, form: str, band: str, opens: time, closes: time, fee: int, unit: str, meal: int
    ) -> Offer:
        return Offer(form, band, WEEK, opens, closes, fee, unit, meal, self.starts, None)
