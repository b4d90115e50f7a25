"""Finding the operator of a row again, by its credit code, else by its name; or making it."""

import uuid
from collections import defaultdict

from django.db.models.expressions import RawSQL

from shanyu.domain.providers.importing.batch import Batch
from shanyu.domain.providers.kinds import SiteKind
from shanyu.domain.providers.models import Operator
from shanyu.kernel.tabular.schema import Values


class OperatorBook:
    """The operators that the rows of a batch may mean. An operator's name is never changed by a sheet of sites."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        codes = list({row.values["credit_code"] for row in batch.rows} - {None})
        names = list({name_of(row.values) for row in batch.rows})
        self._by_code: dict[str, int] = {}
        self._by_name: dict[str, list[tuple[int, str | None]]] = defaultdict(list)
        standing = RawSQL(
            "SELECT id FROM providers_operator WHERE credit_code = ANY(%s) "
            "UNION SELECT id FROM providers_operator WHERE name = ANY(%s)",
            [codes, names],
        )
        rows = Operator.objects.filter(pk__in=standing).order_by("pk")
        for key, code, name in rows.values_list("pk", "credit_code", "name"):
            self._keep(key, code, name)

    def find(self, values: Values) -> int | None:
        """The operator's key, or None where there is none yet."""
        code, name = values["credit_code"], name_of(values)
        if code in self._by_code:
            return self._by_code[code]
        same_name = self._by_name.get(name, [])
        if not code:
            return same_name[0][0] if same_name else None
        nameless = next((key for key, known in same_name if known is None), None)
        if nameless is not None:
            self._batch.plan.change(Operator, nameless, {"credit_code": code})
            self._by_name[name] = [(key, code if key == nameless else known) for key, known in same_name]
            self._by_code[code] = nameless
        return nameless

    def find_or_make(self, values: Values) -> int:
        found = self.find(values)
        return self._make(values) if found is None else found

    def _make(self, values: Values) -> int:
        key = self._batch.keys(Operator).take()
        name, code = name_of(values), values["credit_code"]
        self._batch.plan.add(
            Operator,
            id=key,
            public_id=uuid.uuid4(),
            name=name,
            name_en="",
            credit_code=code,
            nature=values["nature"] or _likely_nature(name, values),
        )
        self._keep(key, code, name)
        return key

    def _keep(self, key: int, code: str | None, name: str) -> None:
        if code:
            self._by_code[code] = key
        self._by_name[name].append((key, code))


def name_of(values: Values) -> str:
    """The operator's name; a sheet without one means that the site is its own operator."""
    return values["operator"] or values["name"]


def _likely_nature(name: str, values: Values) -> str:
    """From the name, as the registers require it: 公司 is a company, 街道 and 社区 run what they own."""
    if "公司" in name:
        return Operator.Nature.COMPANY
    if name.endswith(("办事处", "居民委员会", "居委会", "村委会")):
        return Operator.Nature.COMMUNITY
    if values["kind"] in (SiteKind.SCHOOL, SiteKind.HEALTH_CENTRE, SiteKind.GUIDANCE_CENTRE):
        return Operator.Nature.PUBLIC_INSTITUTION
    code = values["credit_code"] or ""
    # The first two characters tell the register (GB 32100-2015): 11–19 and 12 public, 5x civil affairs, 9x market.
    if code.startswith("92"):
        return Operator.Nature.SOLE_TRADER
    if code.startswith("5"):
        return Operator.Nature.NON_PROFIT
    if code.startswith("1"):
        return Operator.Nature.PUBLIC_INSTITUTION
    return Operator.Nature.COMPANY
