"""The people who work at the sites: enough carers for the children there, with their papers."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil

import numpy as np

from shanyu.demo.care import RATIOS
from shanyu.demo.model import Member, Paper, Post, Site, Worker
from shanyu.demo.names import given_names, romanise, surnames
from shanyu.demo.numbers import Numbers
from shanyu.demo.papers import CARE, YEAR, Desk
from shanyu.demo.streams import stream

#: Days for which the police check of one neighbour of the cast's station still holds.
CHECK_ENDS = 4


@dataclass(frozen=True)
class Duty:
    """A post to fill at a site."""

    role: str
    care_class: str = ""
    full_time: bool = True


def _duties(draw: np.random.Generator, site: Site) -> list[Duty]:
    """Who a site needs. Carers: licensed places over the band's ratio; one site in twenty-five is one short."""
    if site.kind in CARE:
        carers = [
            Duty("carer", care_class.name)
            for care_class in site.classes
            for _ in range(ceil(care_class.licensed / RATIOS[care_class.band]))
        ]
        if site.kind == "home_based":
            return [Duty("head"), *carers]
        if draw.random() < 0.04:
            carers.pop()
        return [Duty("head"), *carers, Duty("health_worker"), Duty("guard"), Duty("cook")]
    if site.kind == "station":
        return [
            Duty("station_keeper"),
            *[Duty("neighbour_carer", full_time=False)] * int(draw.integers(0, 3)),
        ]
    if site.kind == "custody_station":
        return [Duty("head"), *[Duty("volunteer", full_time=False)] * 2]
    if site.kind == "school":
        return [Duty("head"), *[Duty("carer", care_class.name, False) for care_class in site.classes]]
    return [Duty("head")]


def _member(cast: tuple[Member, ...], role: str, site: Site) -> Member | None:
    return next((member for member in cast if member.role == role and site.key in member.sites), None)


def draw_staff(
    seed: int, sites: tuple[Site, ...], desk: Desk, numbers: Numbers, cast: tuple[Member, ...]
) -> tuple[Worker, ...]:
    """Workers of all sites. A member of the cast fills the first fitting post of each of their sites.

    Every hundred sites there is one carer whose papers are registered at a second site of another operator. The
    cast's own station has two neighbours more who may mind children; the police check of one soon expires.
    """
    workers: dict[str, Worker] = {}
    for serial, site in enumerate(sites):
        draw = stream(seed, "staff", site.key)
        duties = _duties(draw, site)
        sexes = ["f" if draw.random() < (0.25 if duty.role == "guard" else 0.93) else "m" for duty in duties]
        names = zip(surnames(draw, len(duties)), given_names(draw, sexes, child=False), strict=True)
        seen: set[str] = set()
        for number, (duty, sex, (surname, given)) in enumerate(zip(duties, sexes, names, strict=True)):
            since = _since(draw, site.opened_on, desk.today)
            post = Post(site.key, duty.role, duty.care_class, duty.full_time, since)
            member = _member(cast, duty.role, site) if duty.role not in seen else None
            seen.add(duty.role)
            key = f"cast-{member.username}" if member else f"{site.key}/{number}"
            if key in workers:
                workers[key] = replace(workers[key], posts=(*workers[key].posts, post))
                continue
            born = desk.today - timedelta(days=int(draw.integers(22 * 365, 54 * 365)))
            facts = (
                (member.name, member.name_en, member.sex, member.born, member.identity, member.mobile)
                if member
                else (
                    surname + given,
                    romanise(surname, given),
                    sex,
                    born,
                    numbers.identity(born, sex),
                    numbers.mobile(),
                )
            )
            papers = desk.credentials(draw, duty.role, serial * 100 + number, since, member is not None)
            workers[key] = Worker(key, *facts, (post,), papers, member.username if member else "")
    for serial, site in enumerate(sites):
        if _member(cast, "station_keeper", site):
            _add_neighbours(seed, workers, site, serial * 100 + 90, desk, numbers)
    return tuple(_registered_twice(workers, sites))


def _add_neighbours(
    seed: int, workers: dict[str, Worker], site: Site, serial: int, desk: Desk, numbers: Numbers
) -> None:
    """Two neighbours with every paper, out of a stream of their own; within the week one check expires."""
    draw = stream(seed, "vetted", site.key)
    names = zip(surnames(draw, 2), given_names(draw, ["f", "f"], child=False), strict=True)
    for number, (surname, given) in enumerate(names, start=1):
        since = _since(draw, site.opened_on, desk.today)
        born = desk.today - timedelta(days=int(draw.integers(30 * 365, 54 * 365)))
        papers = desk.credentials(draw, "neighbour_carer", serial + number, since, calm=True)
        workers[f"{site.key}/neighbour/{number}"] = Worker(
            f"{site.key}/neighbour/{number}",
            surname + given,
            romanise(surname, given),
            "f",
            born,
            numbers.identity(born, "f"),
            numbers.mobile(),
            (Post(site.key, "neighbour_carer", "", False, since),),
            tuple(_soon_over(paper, desk.today) for paper in papers) if number == 2 else papers,
        )


def _soon_over(paper: Paper, today: date) -> Paper:
    """A police check that ends in the middle of the week that a roster shows; other papers as they are."""
    if paper.kind != "no_crime":
        return paper
    until = today + timedelta(days=CHECK_ENDS)
    return replace(paper, issued_on=until - timedelta(days=YEAR), expires_on=until)


def _since(draw: np.random.Generator, opened: date, today: date) -> date:
    return opened + timedelta(days=int(draw.integers(0, max(1, (today - opened).days - 30))))


def _registered_twice(workers: dict[str, Worker], sites: tuple[Site, ...]) -> list[Worker]:
    """Adds a second post, elsewhere, to one carer for every hundred sites."""
    operators = {site.key: site.operator for site in sites}
    nurseries = [site for site in sites if site.kind == "nursery"]
    carers = [
        w for w in workers.values() if w.posts[0].role == "carer" and not w.cast and w.posts[0].care_class
    ]
    for turn in range(1 + len(sites) // 100):
        worker = carers[(turn * 37 + 11) % len(carers)]
        other = next(
            site
            for site in nurseries[turn + 1 :]
            if operators[site.key] != operators[worker.posts[0].site] and site.classes
        )
        post = replace(worker.posts[0], site=other.key, care_class=other.classes[0].name)
        workers[worker.key] = replace(worker, posts=(worker.posts[0], post))
    return list(workers.values())
