"""Papers of sites and people: filings, certificates, contracts, credentials, with dates around today."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from shanyu.demo.model import Authorisation, Contract, Paper, Target

YEAR = 365
CARE = ("nursery", "kindergarten", "home_based")
_CARE_TARGETS = (
    ("家长满意度", "Parents' satisfaction", "%", 92.0, 88, 100),
    ("持证保育人员", "Certified carers", "%", 90.0, 84, 101),
    ("普惠收托比例", "Children at inclusive fees", "%", 80.0, 76, 101),
)
_STATION_TARGETS = (
    ("家长满意度", "Parents' satisfaction", "%", 92.0, 88, 100),
    ("每月亲子活动", "Parent-child activities a month", "场", 4.0, 3, 9),
    ("每周开放", "Days open a week", "天", 5.0, 5, 7),
)
"""Targets of quality: name, unit, target, and the range in which the demo measures it."""


def days_left(draw: np.random.Generator, term: int, calm: bool) -> int:
    """Days until a paper of this term expires: most are far from it, a few are due, a very few are late.

    `calm` keeps all of them far from it.
    """
    luck = 1.0 if calm else draw.random()
    if luck < 0.015:
        return -int(draw.integers(1, 40))
    if luck < 0.045:
        return int(draw.integers(1, 8))
    if luck < 0.11:
        return int(draw.integers(8, 31))
    if luck < 0.22:
        return int(draw.integers(31, 91))
    return int(draw.integers(91, term))


@dataclass(frozen=True)
class Desk:
    """Issues papers for one district as of one day."""

    today: date
    district: str
    district_en: str

    def dated(
        self,
        draw: np.random.Generator,
        kind: str,
        number: str,
        issuer: str,
        term: int | None,
        opened: date,
        calm: bool = False,
    ) -> Paper:
        """A paper of `term` days, or without end, never issued after today."""
        if term is None:
            return Paper(kind, number, issuer, opened - timedelta(days=int(draw.integers(20, 90))), None)
        expires = self.today + timedelta(days=days_left(draw, term, calm))
        return Paper(kind, number, issuer, expires - timedelta(days=term), expires)

    def certificates(
        self, draw: np.random.Generator, kind: str, serial: int, opened: date, calm: bool = False
    ) -> tuple[Paper, ...]:
        """The papers a filing asks for (国卫办人口发〔2019〕25号), for kinds that care for children."""
        wanted: list[tuple[str, str, int | None]] = [("insurance", "示例保险公司", YEAR)]
        if kind in CARE:
            wanted += [
                ("licence", f"{self.district}市场监督管理局", None),
                ("hygiene", f"{self.district}疾病预防控制中心", None),
                ("fire", f"{self.district}消防救援大队", YEAR),
                ("premises", "房屋租赁登记", 3 * YEAR),
            ]
            if kind != "home_based":
                wanted.append(("food", f"{self.district}市场监督管理局", 5 * YEAR))
        return tuple(
            self.dated(draw, name, f"DEMO-{name.upper()}-{serial:05d}", issuer, term, opened, calm)
            for name, issuer, term in wanted
        )

    def filing(self, state: str, serial: int, opened: date) -> tuple[Authorisation, ...]:
        """The filing of a care site. `state`: valid, expired, suspended, pending or none."""
        if state == "none":
            return ()
        office, office_en = f"{self.district}卫生健康局", f"{self.district_en} Health Bureau"
        if state == "pending":
            return (Authorisation("filing", "", office, office_en, "pending", None, None, None),)
        issued = opened + timedelta(days=14)
        ends = self.today - timedelta(days=23 + serial % 50) if state == "expired" else None
        if ends and ends <= issued:
            issued = ends - timedelta(days=2 * YEAR)
        number = f"DEMO备〔{issued.year}〕{serial:04d}号"
        kept = "suspended" if state == "suspended" else "valid"
        return (Authorisation("filing", number, office, office_en, kept, issued, issued, ends),)

    def contract(self, draw: np.random.Generator, kind: str, owner: str, opened: date) -> Contract:
        """A public building run by a third party: rent waived for most, three targets of quality."""
        starts = opened - timedelta(days=int(draw.integers(30, 120)))
        years = int(draw.choice([5, 6, 8]))
        ends = starts + timedelta(days=years * YEAR)
        while ends <= self.today + timedelta(days=60):
            ends += timedelta(days=3 * YEAR)
        waived = bool(draw.random() < 0.85)
        measured_on = self.today - timedelta(days=int(draw.integers(10, 80)))
        rows = _STATION_TARGETS if kind == "station" else _CARE_TARGETS
        targets = tuple(
            Target(name, name_en, unit, target, float(draw.integers(low, high)), measured_on)
            for name, name_en, unit, target, low, high in rows
        )
        rent = 0 if waived else int(draw.integers(30, 90)) * 10_000
        return Contract(owner, starts - timedelta(days=20), starts, ends, waived, rent, targets)

    def credentials(
        self, draw: np.random.Generator, role: str, serial: int, since: date, calm: bool = False
    ) -> tuple[Paper, ...]:
        """What a worker in this role shows; now and then one is due or late."""
        wanted: list[tuple[str, str, int | None]] = [
            ("health", f"{self.district}疾病预防控制中心", YEAR),
            ("no_crime", f"公安局{self.district}分局", YEAR),
        ]
        extra: dict[str, list[tuple[str, str, int | None]]] = {
            "head": [("head_training", "示范培训学院", None), ("first_aid", "示范急救中心", 2 * YEAR)],
            "carer": [("childcare", "示范职业技能鉴定站", None), ("care_training", "示范培训学院", None)],
            "health_worker": [("health_worker", f"{self.district}妇幼保健机构", None)],
            "guard": [("guard", f"公安局{self.district}分局", None)],
            "station_keeper": [
                ("first_aid", "示范急救中心", 2 * YEAR),
                ("care_training", "示范培训学院", None),
            ],
            "neighbour_carer": [("care_training", "示范培训学院", None)],
        }
        wanted += extra.get(role, [])
        if role == "carer" and not calm and draw.random() < 0.08:
            wanted = [paper for paper in wanted if paper[0] != "childcare"]
        # A few neighbours are still in the course, without which they are not on duty.
        if role == "neighbour_carer" and not calm and draw.random() < 0.06:
            wanted = [paper for paper in wanted if paper[0] != "care_training"]
        return tuple(
            self.dated(
                draw, kind, f"DEMO-{kind.upper().replace('_', '-')}-{serial:06d}", issuer, term, since, calm
            )
            for kind, issuer, term in wanted
        )
