"""Small worlds to allocate in: random ones, and a summer programme with everything in it."""

import numpy as np

from shanyu.engines.allocation.families import SiblingRule
from shanyu.engines.allocation.programme import Application, Criterion, Programme, Rules, Site

SEED = bytes(range(32))
PUBLIC = "2026-07-01: 03 11 14 19 22 30 + 07"


def random_problem(seed, children, sites, wishes, seats):
    """Wishes, strict priorities over all who may come, and capacities; some children are not acceptable."""
    random = np.random.default_rng(seed)
    preferences = [
        random.permutation(sites)[: random.integers(0, wishes + 1)].tolist() for _ in range(children)
    ]
    priorities = [
        random.permutation(children)[: random.integers(0, children + 1)].tolist() for _ in range(sites)
    ]
    return preferences, priorities, random.integers(0, seats + 1, sites).tolist()


def summer(seed=7, children=120):
    """Four schools with morning and afternoon classes, two groups with reserves, brothers and sisters."""
    random = np.random.default_rng(seed)
    sites = [
        Site(
            f"s{school}{hours}",
            f"s{school}",
            12,
            minimum=8 if school == 3 else 0,
            bands=(0, 1) if hours == "a" else (),
            reserves=(("hardship", 2), ("migrant", 2)) if school < 3 else (),
        )
        for school in range(4)
        for hours in "ab"
    ]
    names = [site.id for site in sites]
    applications = []
    while len(applications) < children:
        number = len(applications)
        family = f"f{number}"
        kids = 2 if random.random() < 0.15 else 1
        liked = [names[i] for i in random.permutation(len(names))[: random.integers(1, 6)]]
        groups = tuple(g for g in ("hardship", "migrant") if random.random() < 0.15)
        for kid in range(kids):
            applications.append(
                Application(
                    f"c{number + kid:04}",
                    tuple(liked),
                    band=int(random.integers(0, 3)),
                    groups=groups,
                    siblings_at=(liked[0],) if random.random() < 0.1 else (),
                    neighbour_of=(liked[-1],) if random.random() < 0.3 else (),
                    steps=tuple((name, int(random.integers(0, 3))) for name in liked),
                    family=family,
                    together=SiblingRule.TOGETHER if kids > 1 else None,
                )
            )
    rules = Rules(
        "summer-1",
        criteria=(Criterion.GROUPS, Criterion.SIBLING, Criterion.NEIGHBOUR, Criterion.DISTANCE),
        group_ranks={"hardship": 0, "migrant": 1},
    )
    return Programme("summer", rules, tuple(sites), tuple(applications))
