"""Finding the site of a row again, and what of the site itself is new or different."""

import uuid

from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from shanyu.domain.providers.importing.batch import Batch, Target, reject, warn
from shanyu.domain.providers.importing.bulk import Facts
from shanyu.domain.providers.importing.operators import OperatorBook
from shanyu.domain.providers.importing.rules import kind_of, running_model_of
from shanyu.domain.providers.kinds import SiteKind, SiteState, StationGrade
from shanyu.domain.providers.models import Site
from shanyu.domain.providers.naming import sort_key
from shanyu.kernel.tabular.problems import say
from shanyu.kernel.tabular.rows import ParsedRow
from shanyu.kernel.tabular.schema import Values

#: Columns of a site that a sheet may set, each under the key of the sheet's column.
_DIRECT = {
    "reference": "reference",
    "name": "name",
    "name_en": "name_en",
    "kind": "kind",
    "running_model": "running_model",
    "inclusive": "inclusive",
    "state": "state",
    "address": "address",
    "phone": "phone",
    "floor_area_m2": "floor_area",
    "opened_on": "opened_on",
    "closed_on": "closed_on",
}
_KNOWN = ("id", "operator_id", "region_id", "station_grade", "lon", "lat", *_DIRECT)


def find_sites(batch: Batch) -> None:
    """Give every row its site, new or known, and plan what the site itself needs."""
    operators = OperatorBook(batch)
    by_reference, by_place = _known(batch, operators)
    for row in batch.rows:
        values = row.values
        old = by_reference.get(values["reference"])
        if old is None:
            operator = operators.find_or_make(values)
            old = by_place.get((operator, values["name"], values["address"]))
            if old is not None and old["reference"] and values["reference"]:
                _taken(row, old)
                continue
        else:
            named = values["operator"] or values["credit_code"]
            operator = operators.find_or_make(values) if named else old["operator_id"]
        target = _add(batch, row, operator) if old is None else _update(batch, row, operator, old)
        if target is not None:
            batch.targets.append(target)


def _known(batch: Batch, operators: OperatorBook) -> tuple[dict, dict]:
    references, owners, names, addresses = [], [], [], []
    for values in (row.values for row in batch.rows):
        if values["reference"]:
            references.append(values["reference"])
        owner = operators.find(values)
        if owner is not None:
            owners.append(owner)
            names.append(values["name"])
            addresses.append(values["address"])
    standing = RawSQL(
        """
        SELECT id FROM providers_site WHERE reference = ANY(%s)
        UNION ALL
        SELECT site.id FROM providers_site AS site
        JOIN unnest(%s::bigint[], %s::text[], %s::text[]) AS said (operator_id, name, address)
            USING (operator_id, name, address)
        """,
        [references, owners, names, addresses],
    )
    by_reference, by_place = {}, {}
    for site in Site.objects.filter(pk__in=standing).order_by().values(*_KNOWN):
        if site["reference"]:
            by_reference[site["reference"]] = site
        by_place[site["operator_id"], site["name"], site["address"]] = site
    return by_reference, by_place


def _taken(row: ParsedRow, old: Facts) -> None:
    what = say(_("同名同址的机构已有编号 %(reference)s。"), reference=old["reference"])
    reject(row, _("机构编号"), what, say(_("请核对编号；换了编号请先在系统里改。")))


def _add(batch: Batch, row: ParsedRow, operator: int) -> Target | None:
    values = row.values
    spot, state = values["place"], values["state"] or SiteState.OPEN
    if spot is None:
        spot, state = batch.divisions.inside_of(values["region_id"]), SiteState.DRAFT
        if spot is None:
            what = say(_("没有坐标，也没有街道的边界可供估计位置。"))
            reject(row, _("经度"), what, say(_("请补上经度、纬度和坐标系，或先导入街道边界。")))
            return None
        what = say(_("没有坐标，暂记在街道的中间，并且不公开。"))
        warn(row, _("经度"), what, say(_("请补上坐标再导入一次，并写明运营状态。")))
    key = batch.keys(Site).take()
    kind = kind_of(values)
    batch.plan.add(
        Site,
        id=key,
        public_id=uuid.uuid4(),
        reference=values["reference"],
        operator_id=operator,
        kind=kind,
        station_grade=_grade(values, kind, ""),
        running_model=running_model_of(values),
        state=state,
        inclusive=bool(values["inclusive"]),
        name=values["name"],
        name_en=values["name_en"] or "",
        sort_key=sort_key(values["name"]),
        region_id=values["region_id"],
        address=values["address"],
        address_en="",
        lon=round(spot[0], 7),
        lat=round(spot[1], 7),
        phone=values["phone"] or "",
        floor_area_m2=values["floor_area"],
        opened_on=values["opened_on"],
        closed_on=values["closed_on"],
    )
    batch.moved.append(key)
    return Target(row, key, None)


def _update(batch: Batch, row: ParsedRow, operator: int, old: Facts) -> Target:
    values = row.values
    target = Target(row, old["id"], old)
    wanted = {name: values[key] for name, key in _DIRECT.items() if values[key] is not None}
    wanted |= {"operator_id": operator, "region_id": values["region_id"]}
    kind = wanted.get("kind", old["kind"])
    wanted["station_grade"] = _grade(values, kind, old["station_grade"])
    if values["place"] is not None:
        wanted |= {"lon": round(values["place"].lon, 7), "lat": round(values["place"].lat, 7)}
    elif old["state"] == SiteState.DRAFT:
        # Its place may still be a guess, so a sheet without coordinates does not make it public.
        wanted.pop("state", None)
    changed = {name: value for name, value in wanted.items() if value != old[name]}
    for name, value in changed.items():
        batch.see(target, _DIRECT.get(name, name), old[name], value)
    if "name" in changed:
        changed["sort_key"] = sort_key(values["name"])
    if changed:
        batch.plan.change(Site, old["id"], changed)
    if "lon" in changed or "lat" in changed:
        batch.moved.append(old["id"])
    return target


def _grade(values: Values, kind: str, before: str) -> str:
    if kind != SiteKind.STATION:
        return ""
    return values["station_grade"] or before or StationGrade.BASIC
