"""Problems to allocate: plain ones of any size, and a city's daycare with brothers and sisters."""

import itertools
import random

import numpy as np
from numba import njit
from numpy.typing import NDArray

AGES = 6
KEPT = (3, 3, 2, 2, 2)
"""Seats that a contested class keeps for each of five groups."""
RULES = {1: "together", 4: "all_or_none", 5: "together_first"}
"""ChilmAI's numbers of the sibling patterns that mean the same as our rules."""


@njit(cache=True)
def _wishes(children, sites, each, seed):
    np.random.seed(seed)
    ids = np.empty(children * each, dtype=np.int32)
    for child in range(children):
        for j in range(each):
            again = True
            while again:
                ids[child * each + j] = np.random.randint(sites)
                again = False
                for i in range(j):
                    again |= ids[child * each + i] == ids[child * each + j]
    return ids


@njit(cache=True)
def _lines(ids, each, sites, seed):
    np.random.seed(seed)
    offsets = np.zeros(sites + 1, dtype=np.int64)
    for site in ids:
        offsets[site + 1] += 1
    for site in range(sites):
        offsets[site + 1] += offsets[site]
    at = offsets.copy()
    out = np.empty(len(ids), dtype=np.int32)
    for place in range(len(ids)):
        out[at[ids[place]]] = place // each
        at[ids[place]] += 1
    for site in range(sites):
        np.random.shuffle(out[offsets[site] : offsets[site + 1]])
    return offsets, out


def plain(children: int, sites: int, each: int, seed: int, share: float = 0.9) -> tuple:
    """`each` wishes of every child and random priorities among those who wish, as arrays, and the capacities.

    share: seats for this share of the children.
    """
    ids = _wishes(children, sites, each, seed)
    offsets = np.arange(children + 1, dtype=np.int64) * each
    seats = np.full(sites, max(1, round(children * share / sites)), dtype=np.int32)
    return (offsets, ids), _lines(ids, each, sites, seed + 1), seats


def rows(arrays: tuple[NDArray, NDArray]) -> list[list[int]]:
    """The lists of a ragged array."""
    offsets, ids = arrays
    return [ids[a:b].tolist() for a, b in itertools.pairwise(offsets)]


def daycare(children: int, seed: int) -> dict:
    """A city with a daycare for each 25 children and seats by age for 85 % of them.

    Families wish three to six of the nearest daycares; 15 % have two or three children, of different ages in most.
    """
    rng = random.Random(seed)
    homes = [(rng.random(), rng.random()) for _ in range(max(6, children // 25))]
    kids: list[dict] = []
    while len(kids) < children:
        many = 1 if rng.random() < 0.85 else (2 if rng.random() < 0.9 else 3)
        many = min(many, children - len(kids))
        ages = rng.sample(range(AGES), many) if rng.random() < 0.93 else [rng.randrange(AGES)] * many
        x, y = rng.random(), rng.random()
        near = sorted(
            range(len(homes)),
            key=lambda d, x=x, y=y: (homes[d][0] - x) ** 2 + (homes[d][1] - y) ** 2 + rng.random() * 0.01,
        )
        wishes = near[: rng.randint(3, 6)]
        rng.shuffle(wishes)
        pattern, score = rng.choice([1, 1, 4, 5, 5]), rng.randint(10, 30) + (3 if many > 1 else 0)
        household = len(kids)
        for age in ages:
            own = wishes if rng.random() < 0.8 else wishes[: max(2, len(wishes) - 1)]
            kids.append(
                {
                    "household": household,
                    "age": age,
                    "wishes": own,
                    "pattern": pattern,
                    "scores": [score] * len(own),
                }
            )
    seats = [[0] * AGES for _ in homes]
    for age in range(AGES):
        for _ in range(int(sum(kid["age"] == age for kid in kids) * 0.85)):
            seats[rng.randrange(len(homes))][age] += 1
    return {"kids": kids, "seats": seats}


def contested(children: int, seed: int, reserves: bool = False) -> dict:
    """A city in which everything is short: classes of one age, 1,800 seats for 3,000 wishes, pairs for one class.

    A class for each 68 children, with 30, 45 or 50 seats; one to six wishes anywhere; every tenth family are two
    children for the same classes. Lines: two groups first, then four steps of the way, then the family's lottery
    ticket. With `reserves` each class keeps 12 seats for five groups, which ChilmAI cannot express.
    """
    rng = random.Random(seed)
    classes = max(6, children * 44 // 3000)
    kids: list[dict] = []
    while len(kids) < children:
        wishes = rng.sample(range(classes), rng.randint(1, 6))
        groups = [group for group in range(len(KEPT)) if rng.random() < 0.06]
        first = min(groups, default=2)
        household, ticket = len(kids), rng.randrange(1 << 30)
        for _ in range(2 if rng.random() < 0.1 else 1):
            key = [(-min(first, 2), -rng.randrange(4), ticket, len(kids)) for _ in wishes]
            kids.append({"household": household, "age": 0, "wishes": wishes, "groups": groups, "key": key})
    # One whole number for a standing, as ChilmAI wants it, all different in a line.
    place = {key: number for number, key in enumerate(sorted(key for kid in kids for key in set(kid["key"])))}
    for kid in kids:
        kid["scores"] = [place[key] for key in kid.pop("key")]
        kid["pattern"] = 1
    seats = [[rng.choice((30, 45, 50))] + [0] * (AGES - 1) for _ in range(classes)]
    return {"kids": kids, "seats": seats, "kept": list(enumerate(KEPT)) if reserves else []}


def as_problem(city: dict) -> dict:
    """The arguments of `allocate` for a city: a class of each daycare and age is a site."""
    from shanyu.engines.allocation import Reserve, Siblings

    kids, seats, kept = city["kids"], city["seats"], city.get("kept")
    wishes = [[daycare * AGES + kid["age"] for daycare in kid["wishes"]] for kid in kids]
    standing: list[list[tuple[int, int]]] = [[] for _ in range(len(seats) * AGES)]
    for child, kid in enumerate(kids):
        for site, score in zip(wishes[child], kid["scores"], strict=True):
            standing[site].append((-score, child))
    priorities = [[child for _score, child in sorted(line)] for line in standing]
    households: dict[int, list[int]] = {}
    for child in sorted(range(len(kids)), key=lambda child: (-kids[child]["age"], child)):
        households.setdefault(kids[child]["household"], []).append(child)
    families = [row for row in households.values() if len(row) > 1]
    return {
        "preferences": wishes,
        "priorities": priorities,
        "capacities": [number for row in seats for number in row],
        "reserves": {daycare * AGES: Reserve(tuple(kept)) for daycare in range(len(seats))} if kept else None,
        "groups": [kid["groups"] for kid in kids] if kept else None,
        "siblings": Siblings(
            families,
            rules=[RULES[kids[row[0]]["pattern"]] for row in families],
            places=[site // AGES for site in range(len(priorities))],
        ),
    }
