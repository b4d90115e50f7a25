"""Small numbers of families are not shown, nor made computable by comparing what is shown (k-anonymity). Pure.

Between 1 and `K - 1` families might be recognised. Sessions with such a number are told only together with others, as
a **group** whose sum is not small. Groups are made once for each month of a district, from the bottom up, and do not
depend on what is asked:

1. Within a cell (a host's sessions of one kind) the small sessions are a group, if their sum is not small.
2. What is left over joins what is left over beside it: of the host, then of the street, then of the district.
3. Where that is still small, the smallest other part there that makes it large enough is taken along.
4. What is left over of a whole district is told nowhere.

A figure is the sum of the groups that lie wholly within it, and says where it leaves something out. So everything
that is shown is a sum of whole groups, whatever the filters, and so is every difference: no comparison reaches
inside a group. Numbers that follow from each other (came and did not come, of the places taken) are judged
together, as one vector.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from operator import add
from typing import NamedTuple

K = 5

#: The way from a district down to a cell; all paths that are compared are of one length.
Path = tuple[Hashable, ...]
Vector = tuple[int, ...]


class Leaf(NamedTuple):
    """A cell: the sum of its sessions that may be told alone, and of those that may not."""

    safe: Vector
    small: Vector


@dataclass(eq=False, slots=True)
class Group:
    """What is told only together: parts by cell, and their sum. `joined`: cells whose safe part is in it.

    Not `pooled`: the safe part of one cell, which needs no other. `open`: not told at all.
    """

    parts: dict[Path, Vector]
    size: Vector
    joined: frozenset[Path] = frozenset()
    pooled: bool = True
    open: bool = False

    @property
    def order(self) -> tuple[int, str]:
        """The smallest first; among equals always the same one."""
        return sum(self.size), min(map(str, self.parts))

    def take(self, other: "Group") -> None:
        for path, part in other.parts.items():
            self.parts[path] = plus(self.parts[path], part) if path in self.parts else part
        self.size = plus(self.size, other.size)
        self.joined |= other.joined
        self.pooled = True


@dataclass(slots=True)
class _Node:
    """A step of the way up: what is left over, and the parts that could be taken along."""

    left: Group | None = None
    others: list[Group] = field(default_factory=list)


class Shown(NamedTuple):
    """A number as it may be shown: the exact one, or with `more` a part of it."""

    number: int = 0
    more: bool = False

    def __add__(self, other: "Shown") -> "Shown":
        return Shown(self.number + other.number, self.more or other.more)


def plus(one: Vector, other: Vector) -> Vector:
    return tuple(map(add, one, other))


def tellable(vector: Iterable[int]) -> bool:
    """Whether nobody is in it or enough are, in each of its numbers."""
    return not any(0 < number < K for number in vector)


def grouped(leaves: Mapping[Path, Leaf]) -> list[Group]:
    """The groups of a month; what is safe alone is in none."""
    nodes: dict[Path, _Node] = {path: _node(path, leaf) for path, leaf in leaves.items()}
    while any(nodes):
        for node in nodes.values():
            _settle(node)
        above: dict[Path, _Node] = defaultdict(_Node)
        for path, node in nodes.items():
            _rise(node, above[path[:-1]])
        nodes = above
    found = nodes.get((), _Node())
    if found.left is not None:
        found.left.open = True
    return [group for group in (*found.others, found.left) if group is not None and group.pooled]


def published(
    leaves: Mapping[Path, Leaf], groups: Iterable[Group], line: Callable[[Path], Hashable | None]
) -> dict[Hashable, list[Shown]]:
    """The figures of the lines of a table: `line` says in which one a cell counts, None for none."""
    sums: dict[Hashable, Vector] = {}
    for path, leaf in leaves.items():
        if (key := line(path)) is not None:
            whole = plus(leaf.safe, leaf.small)
            sums[key] = plus(sums[key], whole) if key in sums else whole
    cut = set()
    for group in groups:
        if not group.open and len({line(path) for path in group.parts}) == 1:
            continue
        for path, part in group.parts.items():
            if (key := line(path)) is not None:
                sums[key] = plus(sums[key], tuple(-number for number in part))
                cut.add(key)
    return {key: [Shown(number, key in cut) for number in vector] for key, vector in sums.items()}


def _node(path: Path, leaf: Leaf) -> _Node:
    left = Group({path: leaf.small}, leaf.small) if any(leaf.small) else None
    safe = Group({path: leaf.safe}, leaf.safe, frozenset([path]), pooled=False)
    others = [safe] if any(leaf.safe) else []
    return _Node(left, others)


def _settle(node: _Node) -> None:
    """Close what is left over if it is large enough, alone or with the smallest part that makes it so."""
    if node.left is None:
        return
    if not tellable(node.left.size):
        fits = [other for other in node.others if tellable(plus(node.left.size, other.size))]
        if not fits:
            return
        taken = min(fits, key=lambda other: other.order)
        node.others.remove(taken)
        node.left.take(taken)
    node.others.append(node.left)
    node.left = None


def _rise(node: _Node, above: _Node) -> None:
    above.others += node.others
    if above.left is None:
        above.left = node.left
    elif node.left is not None:
        above.left.take(node.left)
