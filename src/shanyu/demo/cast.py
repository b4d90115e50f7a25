"""The cast: the same people, the same household and the same dozen sites around it at every scale."""

from datetime import date, time, timedelta

import numpy as np

from shanyu.demo.atlas import GONGSHU
from shanyu.demo.care import Fees
from shanyu.demo.families import Seed
from shanyu.demo.model import Child, Guardian, Member
from shanyu.demo.names import romanise
from shanyu.demo.numbers import Numbers
from shanyu.demo.specs import Ground, Spec
from shanyu.demo.streams import stream

HOME = (120.1330, 30.3235)
"""Where the cast's household lives: in the middle of 拱宸桥街道."""
HOME_ADDRESS = "杭州市拱墅区拱宸桥街道木桥巷18号3幢2单元602室"
WORK = (120.1462, 30.3151)
WORK_ADDRESS = "杭州市拱墅区拱宸桥街道柿子巷77号北楼"
"""Where the father works: a walk of some minutes, so that a nursery on the way can be looked for."""
CITY_CODE = "330100"

_PEOPLE = (
    ("chen", "陈", "大山", "m", date(1991, 4, 18), "guardian"),
    ("lin", "林", "晚秋", "f", date(1992, 9, 3), "guardian"),
    ("zhao", "赵", "桂兰", "f", date(1962, 2, 11), "guardian"),
    ("fang", "方", "若云", "f", date(1984, 6, 27), "head"),
    ("he", "何", "小雨", "f", date(1996, 11, 5), "carer"),
    ("shen", "沈", "立新", "m", date(1979, 1, 30), "operator"),
    ("zhou", "周", "海燕", "f", date(1971, 8, 14), "station_keeper"),
    ("su", "苏", "明远", "m", date(1976, 12, 9), "expert"),
    ("gu", "顾", "清", "f", date(1982, 3, 22), "district_officer"),
    ("tang", "唐", "国栋", "m", date(1974, 7, 1), "city_officer"),
    ("xu", "许", "知微", "f", date(1986, 10, 16), "auditor"),
    ("jiang", "江", "一帆", "m", date(1989, 5, 8), "administrator"),
    ("ye", "叶", "知秋", "f", date(1988, 2, 24), "partner"),
    ("ming", "明", "志远", "m", date(1993, 5, 20), "guardian"),
)
_SENTENCES = {
    "chen": (
        "早上七点半开工的爸爸，带着两岁多的小满找一家走路能到、开门够早的托育园。",
        "A father who starts work at half past seven and looks for a nursery within a walk that opens early enough.",
    ),
    "lin": (
        "妈妈，休完产假就要上班，想给七个月的小川找半日托。",
        "The mother, soon back at work, who looks for half-day care for a baby of seven months.",
    ),
    "zhao": (
        "奶奶，常带小满去楼下的驿站，用长辈版，字大一些。",
        "The grandmother, who takes Xiaoman to the station downstairs and reads in elder mode.",
    ),
    "fang": (
        "两家托育园的总园长，其中一家的消防证明还有三周到期。",
        "Head of two nurseries; at one of them the fire certificate runs out in three weeks.",
    ),
    "he": (
        "小竹林桥西托育园豆芽班的保育老师，照护一岁以下的孩子。",
        "A carer of the youngest, in the infant class of the Little Bamboo Nursery in Qiaoxi.",
    ),
    "shen": (
        "小竹林托育的负责人，运营街道免租提供的场地。",
        "Runs Little Bamboo Childcare, in buildings that the sub-district lends without rent.",
    ),
    "zhou": (
        "成长驿站的管理员，安排活动和临时照护。",
        "Keeper of a growth station, who plans its activities and drop-in care.",
    ),
    "su": (
        "妇幼保健医生，为机构和家庭写养育指导。",
        "A child-health doctor who writes guidance for sites and families.",
    ),
    "gu": (
        "拱墅区卫生健康局的工作人员，看得到全区每一家机构。",
        "An officer of the Gongshu Health Bureau who sees every site of the district.",
    ),
    "tang": (
        "杭州市一级的工作人员，看全市各区。",
        "An officer of the city, who looks across its districts.",
    ),
    "xu": (
        "审计员，只读操作记录，看不到孩子的信息。",
        "An auditor, who reads the record of what was done and nothing of any child.",
    ),
    "jiang": (
        "系统管理员，平时没有特权，需要时开启限时、留痕的管理模式。",
        "The administrator, without privileges until a time-boxed and logged session is opened.",
    ),
    "ye": (
        "博物馆的教育员，每周为附近的孩子开一场动手课。",
        "An educator at a museum, who opens a hands-on session for nearby children every week.",
    ),
    "ming": (
        "上班到晚上的爸爸，孩子在豆芽班，用手机看孩子今天吃得怎么样、睡得好不好。",
        "A father at work until night, whose child is in the infant class: he reads its day on his phone.",
    ),
}
_SITES = {
    "fang": ("core-bamboo-west", "core-bamboo-quay"),
    "he": ("core-bamboo-west",),
    "zhou": ("core-station-demo",),
}
_REGIONS = {"gu": GONGSHU, "tang": CITY_CODE, "su": GONGSHU}


def draw_cast() -> tuple[Member, ...]:
    """The members, always the same."""
    numbers = Numbers(99)
    return tuple(
        Member(
            username,
            surname + given,
            romanise(surname, given),
            sex,
            born,
            numbers.identity(born, sex),
            numbers.mobile(),
            role,
            *_SENTENCES[username],
            region=_REGIONS.get(username, ""),
            sites=_SITES.get(username, ()),
            operator="core-bamboo" if role == "operator" else "",
        )
        for username, surname, given, sex, born, role in _PEOPLE
    )


def months_ago(today: date, months: int, day: int) -> date:
    """The given day of the month that lies `months` months back."""
    index = today.year * 12 + today.month - 1 - months
    return date(index // 12, index % 12 + 1, day)


def household(cast: tuple[Member, ...], today: date) -> Seed:
    """The Chen household: three guardians, a child of two years and some months, and a baby."""
    numbers = Numbers(98)
    relations = {"chen": "father", "lin": "mother", "zhao": "grandparent"}
    guardians = tuple(
        Guardian(0, relations[m.username], m.name, m.name_en, m.sex, m.born, m.identity, m.mobile, m.username)
        for m in cast
        if m.username in relations
    )
    children = []
    for given, sex, months, day in (("小满", "f", 27, 12), ("小川", "m", 7, 3)):
        born = months_ago(today, months, day)
        children.append(
            Child(
                0,
                f"陈{given}",
                romanise("陈", given),
                sex,
                born,
                numbers.identity(born, sex),
                numbers.birth_certificate(),
            )
        )
    return Seed(HOME, HOME_ADDRESS, guardians, tuple(children))


def core_specs(seed: int, ground: Ground, today: date) -> tuple[Spec, ...]:
    """The dozen sites around the household: one or more of every kind, on the nearest street to its spot."""
    draw = stream(seed, "core")
    published = today - timedelta(days=800)
    early = Fees(2_380, 2_200, time(7, 0), time(18, 30), published, ("full_day", "half_day", "hourly"))
    quay = Fees(2_190, 2_000, time(7, 30), time(17, 30), published, ("full_day", "half_day"))
    pond = Fees(5_280, 2_800, time(8, 0), time(19, 30), published, ("full_day", "half_day", "drop_in"))
    bamboo, pond_brand = ("小竹林", "Little Bamboo"), ("半亩塘", "Half-Acre Pond")
    three = ("infant", "toddler", "older_toddler")
    rows: tuple[tuple[str, str, str, tuple[str, str], int, int, dict], ...] = (
        ("core-bamboo-west", "nursery", "core-bamboo", bamboo, 210, 150, {
            "inclusive": True, "running_model": "public_built", "fees": early, "bands": three, "fire_days": 21,
            "name": ("小竹林桥西托育园", "Little Bamboo Nursery, Qiaoxi")}),
        ("core-bamboo-quay", "nursery", "core-bamboo", bamboo, -330, 260, {
            "inclusive": True, "running_model": "public_built", "fees": quay, "bands": three, "fire_days": 240,
            "name": ("小竹林渡口托育园", "Little Bamboo Nursery, Ferry Quay")}),
        ("core-pond", "nursery", "core-pond", pond_brand, 420, -240, {
            "running_model": "private", "fees": pond, "bands": ("toddler", "older_toddler"), "fire_days": 130,
            "name": ("半亩塘托育园", "Half-Acre Pond Nursery")}),
        ("core-tree", "nursery", "core-tree", ("大树下", "Under the Tree"), -140, -390, {
            "running_model": "private", "filing": "none", "bands": ("mixed",), "fire_days": -12,
            "name": ("大树下托育屋", "Under the Tree Nursery")}),
        ("core-kindergarten", "kindergarten", "core-kindergarten", ("拾光", "Gleaning Light"), 520, 330, {
            "running_model": "public", "fire_days": 88}),
        ("core-home", "home_based", "core-home", ("隔壁", "Next-Door"), -90, 180, {"fire_days": 200}),
        ("core-station-demo", "station", "core-station", ("小树苗", "Sapling"), -210, -110, {
            "grade": "demonstration", "running_model": "public_built"}),
        ("core-station-basic", "station", "core-station", ("河畔", "Riverside"), 330, -450, {"grade": "basic"}),
        ("core-custody", "custody_station", "core-custody", ("爱心", "Caring Heart"), -470, -280, {}),
        ("core-school", "school", "core-school", ("木桥小学", "Muqiao Primary School"), 90, 520, {}),
        ("core-guidance", "guidance_centre", "core-guidance", ("", ""), 610, 60, {}),
        ("core-health", "health_centre", "core-health", ("", ""), -560, 80, {}),
    )  # fmt: skip
    plane = ground.geography.plane
    specs = []
    for key, kind, operator, brand, east, north, rest in rows:
        spot = plane.degrees(plane.metres([HOME]) + np.array([east, north]))[0]
        lonlat, community = ground.near(draw, (float(spot[0]), float(spot[1])))
        specs.append(Spec(key, kind, operator, brand, lonlat, community, **rest))
    return tuple(specs)
