"""Where each role begins its day: the faces of this product by the roles that use them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shanyu.kernel.door import Actor, Role


@dataclass(frozen=True)
class Destination:
    """A face to go to: its address, its name, what is done there, an icon, and whose it is.

    `aside`: of its roles, those whose people begin their day elsewhere, where they have another face.
    """

    url: str
    name: str | Promise
    words: str | Promise
    icon: str
    roles: frozenset[Role]
    aside: frozenset[Role] = frozenset()


DESTINATIONS = (
    Destination(
        "/family/", _("家庭"), _("找托育，照看孩子的资料和同意"), "house", frozenset({Role.GUARDIAN})
    ),
    Destination(
        "/carer/",
        _("班级"),
        _("自己班上的孩子"),
        "baby",
        frozenset({Role.CARER, Role.NEIGHBOUR_CARER}),
        aside=frozenset({Role.NEIGHBOUR_CARER}),
    ),
    Destination(
        "/office/",
        _("机构办公"),
        _("维护机构页面、班级、人员和证件"),
        "building-2",
        frozenset({Role.HEAD, Role.OPERATOR, Role.STATION_KEEPER}),
        aside=frozenset({Role.STATION_KEEPER}),
    ),
    Destination(
        "/host/",
        _("活动与课程"),
        _("安排参观、活动和课程，签到，看报告"),
        "calendar-days",
        frozenset({Role.HEAD, Role.OPERATOR, Role.STATION_KEEPER, Role.PARTNER}),
        aside=frozenset({Role.HEAD, Role.OPERATOR, Role.STATION_KEEPER, Role.PARTNER}),
    ),
    Destination(
        "/office/health/",
        _("保健室"),
        _("患病、返园、消毒和意外事件"),
        "stethoscope",
        frozenset({Role.HEALTH_WORKER}),
    ),
    Destination(
        "/station/",
        _("成长驿站"),
        _("今天的名单、值班、临时托和来玩的家庭"),
        "sprout",
        frozenset({Role.STATION_KEEPER, Role.NEIGHBOUR_CARER}),
    ),
    Destination(
        "/authority/",
        _("主管部门"),
        _("辖区里的每一家机构，人员与角色"),
        "landmark",
        frozenset(
            {
                Role.INSPECTOR,
                Role.DISTRICT_OFFICER,
                Role.CITY_OFFICER,
                Role.AUDITOR,
            }
        ),
    ),
    Destination(
        "/authority/administration/",
        _("系统管理"),
        _("开始或结束一个管理时段"),
        "shield",
        frozenset({Role.ADMINISTRATOR}),
    ),
)
PUBLIC_HOME = "/"


def destinations_of(actor: Actor) -> list[Destination]:
    """The faces that somebody's roles open, also those that still ask for a second factor."""
    granted = {grant.role for grant in actor.granted}
    return [one for one in DESTINATIONS if granted & one.roles]


def home_of(actor: Actor) -> str:
    """Where somebody goes after signing in: their one face, the choice among several, or a beginning.

    Somebody without any role has just signed up as a family; a role without a face of its own yet starts at
    the public home.
    """
    everything = destinations_of(actor)
    granted = {grant.role for grant in actor.granted}
    found = [one for one in everything if granted & (one.roles - one.aside)] or everything
    if len(found) > 1:
        return "/account/roles/"
    if found:
        return found[0].url
    return PUBLIC_HOME if actor.granted else "/family/"
