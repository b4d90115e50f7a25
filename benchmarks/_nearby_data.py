"""Synthetic sites for `nearby`: clustered like a city's, the same from the same seed, made inside PostgreSQL."""

import random
from functools import partial

import psycopg
from django.db import connection, transaction

from shanyu.kernel.postgres.info import SUPERUSER

GEOMETRY = "providers_site.geom <-> ST_SetSRID(ST_MakePoint({lon!r}, {lat!r}), 3857)"
GEOGRAPHY = "providers_site.geog <-> ST_SetSRID(ST_MakePoint({lon!r}, {lat!r}), 4326)::geography"
HAVERSINE = """
    2 * 6371008.8 * asin(sqrt(
        sin(radians(providers_site.lat - {lat!r}) / 2) ^ 2 + cos(radians({lat!r}))
        * cos(radians(providers_site.lat)) * sin(radians(providers_site.lon - {lon!r}) / 2) ^ 2))
"""
#: Centres of towns around which sites crowd, and how widely, in degrees.
CENTRES = [
    (120.13, 30.32),
    (120.21, 30.25),
    (120.03, 30.28),
    (120.30, 30.42),
    (119.95, 30.05),
    (120.27, 30.17),
]
SPREAD = 0.09
TABLES = ("site", "careclass", "serviceoffer", "authorisation")

_SITES = """
    INSERT INTO providers_site (created_at, modified_at, public_id, operator_id, kind, station_grade, running_model,
        state, inclusive, name, name_en, sort_key, region_id, address, address_en, lon, lat, phone)
    SELECT now(), now(), gen_random_uuid(), %(operator)s,
        (ARRAY['nursery','nursery','nursery','kindergarten','school','custody_station'])[1 + floor(random() * 6)::int],
        '', 'private', CASE WHEN random() < 0.95 THEN 'open' ELSE 'closed' END, random() < 0.3,
        '合成园' || n, '', 'hecheng' || n, %(region)s, '示范路' || n || '号', '',
        x + %(spread)s * (random() + random() + random() - 1.5),
        y + %(spread)s * (random() + random() + random() - 1.5), ''
    FROM generate_series(1, %(sites)s) n
    JOIN unnest(%(xs)s::float8[], %(ys)s::float8[]) WITH ORDINALITY c(x, y, k) ON k = 1 + n %% %(centres)s
"""
_CLASSES = """
    INSERT INTO providers_careclass (created_at, modified_at, site_id, name, band, licensed, placed, held)
    SELECT now(), now(), id, band, band, 15, (random() * 15)::int, 0
    FROM providers_site, unnest(ARRAY['toddler', 'older_toddler']) band
"""
_OFFERS = """
    INSERT INTO providers_serviceoffer (created_at, modified_at, site_id, form, band, weekdays, opens, closes,
        fee_fen, fee_unit, meal_fee_fen, valid)
    SELECT now(), now(), id, 'full_day', '', '{1,2,3,4,5}', '08:00', '17:30',
        (1200 + random() * 4800)::int * 100, 'month', 2000, daterange('2020-01-01', NULL)
    FROM providers_site
"""
_FILINGS = """
    INSERT INTO providers_authorisation (created_at, modified_at, site_id, kind, number, authority, authority_en,
        state, issued_on, valid)
    SELECT now(), now(), id, 'filing', 'SAMPLE' || id, 'SAMPLE', '', 'valid', '2021-06-01',
        daterange('2021-06-01', NULL) FROM providers_site
"""


def load(sites: int, seed: int) -> None:
    """Fill the database with so many sites, unless they are there already."""
    from shanyu.domain.providers.models import Operator, Site
    from shanyu.domain.regions.models import Region

    if Site.objects.count() == sites:
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE providers_operator, regions_region CASCADE")
        operator = Operator.objects.create(name="SAMPLE", nature="company")
        region = Region.objects.create(code="330105", level="county", name="SAMPLE", valid="[2020-01-01,)")
        Region.objects.filter(pk=region.pk).update(lineage=[region.pk])
        cursor.execute("SELECT setseed(%s)", [1 / seed])
        facts = {
            "operator": operator.pk,
            "region": region.pk,
            "sites": sites,
            "spread": SPREAD,
            "xs": [x for x, _y in CENTRES],
            "ys": [y for _x, y in CENTRES],
            "centres": len(CENTRES),
        }
        # History of rows nobody will ask about would double the work.
        for table in TABLES:
            cursor.execute(f"ALTER TABLE providers_{table} DISABLE TRIGGER USER")
        for statement in (_SITES, _CLASSES, _OFFERS, _FILINGS):
            cursor.execute(statement, facts if statement is _SITES else None)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in TABLES:
            cursor.execute(f"ALTER TABLE providers_{table} ENABLE TRIGGER USER")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def prepare_postgis() -> bool:
    """Give every site a geometry and a geography, with the index that ours has. False where PostGIS is not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_available_extensions WHERE name = 'postgis'")
        if not cursor.fetchone()[0]:
            return False
        with psycopg.connect(**{**connection.get_connection_params(), "user": SUPERUSER}) as superuser:
            superuser.execute("CREATE EXTENSION IF NOT EXISTS postgis")
        cursor.execute("SELECT count(*) FROM pg_indexes WHERE indexname = 'bench_geog'")
        if cursor.fetchone()[0]:
            return True
        cursor.execute("ALTER TABLE providers_site ADD geom geometry(Point, 3857), ADD geog geography(Point)")
        cursor.execute(
            "UPDATE providers_site SET geom = ST_Transform(ST_SetSRID(ST_MakePoint(lon, lat), 4326), 3857),"
            " geog = ST_SetSRID(ST_MakePoint(lon, lat), 4326)::geography"
        )
        for column in ("geom", "geog"):
            cursor.execute(
                f"CREATE INDEX bench_{column} ON providers_site USING gist ({column}) WHERE state = 'open'"
            )
        cursor.execute("VACUUM FULL ANALYZE providers_site")
    return True


def places(count: int, chance: random.Random) -> list[tuple[float, float]]:
    """Places where families live: around the same centres."""
    around = partial(chance.gauss, 0, SPREAD / 2)
    return [(x + around(), y + around()) for x, y in (chance.choice(CENTRES) for _ in range(count))]
