"""Operators and sites with everything that hangs on a site: papers, rooms, classes, offers, pages, contracts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal

import numpy as np

from shanyu.demo import model as plan
from shanyu.demo.rows.bulk import public_id, since, write
from shanyu.domain.providers.models import (
    Authorisation,
    CareClass,
    Certificate,
    ContractTarget,
    FeeCap,
    OperatingContract,
    Operator,
    Owner,
    Room,
    ServiceOffer,
    Site,
    SitePage,
    SitePicture,
)
from shanyu.domain.regions.models import Region
from shanyu.domain.regions.networks import LocalNetwork
from shanyu.kernel.clock import SHANGHAI

#: What an inclusive site may take for a month of whole days, in yuan by age band; half days are 60 % of it.
#: Invented: no district's ruling stands behind them, and their source says so.
_CAPS = {"infant": 2_950, "toddler": 2_650, "older_toddler": 2_550, "mixed": 2_650}
_CAP_SOURCE = "SAMPLE: 示范限价，不是任何地方的规定 (invented for the demo)"


@dataclass(frozen=True)
class Keep:
    """The rows that later stages hang theirs on: sites and classes by the plan's keys."""

    operators: dict[str, Operator]
    sites: dict[str, Site]
    classes: dict[tuple[str, str], CareClass]


def write_sites(
    seed: int,
    district: plan.DistrictPlan,
    regions: dict[str, Region],
    owners: dict[str, Owner],
    network: LocalNetwork,
    today: datetime,
) -> Keep:
    """A district's operators and sites. Owners are known by name across districts and are added to `owners`."""
    fresh = [
        Owner(name=o.name, name_en=o.name_en, kind=o.kind) for o in district.owners if o.name not in owners
    ]
    owners.update((row.name, row) for row in write(fresh))
    operators = _operators(seed, district)
    sites = _sites(seed, district, regions, owners, operators, network)
    _each(district, sites, _authorisations)
    _each(district, sites, _certificates)
    _each(district, sites, _offers)
    _each(district, sites, _pictures)
    _each(district, sites, lambda site, row: _pages(site, row, today))
    classes = _classes(
        district, sites, {(room.site_id, room.name): room for room in _each(district, sites, _rooms)}
    )
    _contracts(district, sites, owners)
    return Keep(operators, sites, classes)


def _each(
    district: plan.DistrictPlan, sites: dict[str, Site], make: Callable[[plan.Site, Site], Iterator]
) -> list:
    return write([row for site in district.sites for row in make(site, sites[site.key])])


def _operators(seed: int, district: plan.DistrictPlan) -> dict[str, Operator]:
    rows = [
        Operator(
            public_id=public_id(seed, district.geography.district.code, "operator", o.key),
            name=o.name,
            name_en=o.name_en,
            credit_code=o.credit_code,
            nature=o.nature,
            scope_has_childcare=o.scope_has_childcare,
        )
        for o in district.operators
    ]
    return dict(zip((o.key for o in district.operators), write(rows), strict=True))


def _sites(
    seed: int,
    district: plan.DistrictPlan,
    regions: dict[str, Region],
    owners: dict[str, Owner],
    operators: dict[str, Operator],
    network: LocalNetwork,
) -> dict[str, Site]:
    nodes, metres = network.snap(np.array([(site.lon, site.lat) for site in district.sites]))
    rows = [
        Site(
            public_id=public_id(seed, "site", site.reference),
            reference=site.reference,
            operator=operators[site.operator],
            owner=owners[site.owner] if site.owner else None,
            kind=site.kind,
            station_grade=site.station_grade,
            running_model=site.running_model,
            state=site.state,
            inclusive=site.inclusive,
            name=site.name,
            name_en=site.name_en,
            sort_key=site.sort_key,
            region=regions[site.community],
            address=site.address,
            address_en=site.address_en,
            lon=site.lon,
            lat=site.lat,
            walk_node=node,
            walk_metres=away,
            phone=site.phone,
            floor_area_m2=_decimal(site.floor_area_m2),
            opened_on=site.opened_on,
        )
        for site, node, away in zip(district.sites, nodes.tolist(), metres.tolist(), strict=True)
    ]
    return dict(zip((site.key for site in district.sites), write(rows), strict=True))


def _decimal(number: float) -> Decimal:
    return Decimal(str(number))


def _authorisations(site: plan.Site, row: Site) -> Iterator[Authorisation]:
    for a in site.authorisations:
        yield Authorisation(
            site=row,
            kind=a.kind,
            number=a.number,
            authority=a.authority,
            authority_en=a.authority_en,
            state=a.state,
            issued_on=a.issued_on,
            valid=since(a.starts, a.ends) if a.starts else None,
        )


def _certificates(site: plan.Site, row: Site) -> Iterator[Certificate]:
    for paper in site.certificates:
        yield Certificate(
            site=row,
            kind=paper.kind,
            number=paper.number,
            issued_by=paper.issued_by,
            issued_on=paper.issued_on,
            expires_on=paper.expires_on,
        )


def _rooms(site: plan.Site, row: Site) -> Iterator[Room]:
    for room in site.rooms:
        yield Room(
            site=row,
            name=room.name,
            use=room.use,
            area_m2=_decimal(room.area_m2),
            floor=room.floor,
            has_camera=room.has_camera,
        )


def _offers(site: plan.Site, row: Site) -> Iterator[ServiceOffer]:
    for offer in site.offers:
        yield ServiceOffer(
            site=row,
            form=offer.form,
            band=offer.band,
            weekdays=list(offer.weekdays),
            opens=offer.opens,
            closes=offer.closes,
            fee_fen=offer.fee_fen,
            fee_unit=offer.fee_unit,
            meal_fee_fen=offer.meal_fee_fen,
            valid=since(offer.starts, offer.ends),
        )


def _pictures(site: plan.Site, row: Site) -> Iterator[SitePicture]:
    for position, picture in enumerate(site.pictures):
        yield SitePicture(
            site=row,
            drawing=picture.drawing,
            words=picture.words,
            words_en=picture.words_en,
            position=position,
        )


def _pages(site: plan.Site, row: Site, today: datetime) -> Iterator[SitePage]:
    """A page was published some weeks ago, at ten in the morning, but not before the site opened."""
    if site.page is None:
        return
    weeks_ago = today - timedelta(days=14 + row.public_id.int % 200)
    opened = datetime.combine(site.opened_on, time(10), SHANGHAI)
    yield SitePage(
        site=row,
        state=SitePage.State.PUBLISHED,
        introduction=site.page.introduction,
        introduction_en=site.page.introduction_en,
        meals=site.page.meals,
        meals_en=site.page.meals_en,
        camera_policy=site.page.camera_policy,
        camera_policy_en=site.page.camera_policy_en,
        published_at=max(weeks_ago, opened),
    )


def _classes(
    district: plan.DistrictPlan, sites: dict[str, Site], rooms: dict[tuple[int, str], Room]
) -> dict[tuple[str, str], CareClass]:
    planned = [(site.key, care_class) for site in district.sites for care_class in site.classes]
    rows = [
        CareClass(
            site=sites[key],
            name=c.name,
            band=c.band,
            room=rooms[sites[key].pk, c.room],
            licensed=c.licensed,
            placed=c.placed,
            held=c.held,
        )
        for key, c in planned
    ]
    return dict(zip(((key, c.name) for key, c in planned), write(rows), strict=True))


def _contracts(district: plan.DistrictPlan, sites: dict[str, Site], owners: dict[str, Owner]) -> None:
    planned = [(sites[site.key], site.contract) for site in district.sites if site.contract]
    rows = write(
        [
            OperatingContract(
                site=site,
                owner=owners[contract.owner],
                operator_id=site.operator_id,
                signed_on=contract.signed_on,
                valid=since(contract.starts, contract.ends),
                rent_waived=contract.rent_waived,
                monthly_rent_fen=contract.monthly_rent_fen,
            )
            for site, contract in planned
        ]
    )
    write(
        [
            ContractTarget(
                contract=row,
                name=target.name,
                name_en=target.name_en,
                unit=target.unit,
                target=_decimal(target.target),
                measured=_decimal(target.measured),
                measured_on=target.measured_on,
            )
            for row, (_site, contract) in zip(rows, planned, strict=True)
            for target in contract.targets
        ]
    )


def write_fee_caps(district: Region, today: datetime) -> None:
    """Sample caps of a district for whole and half days, in force since last year's first of January."""
    valid = since(today.date().replace(year=today.year - 1, month=1, day=1))
    write(
        [
            FeeCap(
                region=district,
                form=form,
                band=band,
                cap_fen=yuan * 100 * share // 100,
                fee_unit="month",
                source=_CAP_SOURCE,
                sample=True,
                valid=valid,
            )
            for band, yuan in _CAPS.items()
            for form, share in (("full_day", 100), ("half_day", 60))
        ]
    )
