"""Roles: in what capacity somebody acts. What a role reaches is told by its grant."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """Every capacity in which a verb may be used.

    PUBLIC and MEMBER are never granted: everybody is PUBLIC, everybody signed in is a MEMBER.
    SYSTEM is the platform itself (command line, jobs). ADMINISTRATOR_ON_DUTY is what an
    ADMINISTRATOR becomes for the length of one logged session of administration.
    """

    PUBLIC = "public", _("所有人")
    MEMBER = "member", _("已登录的人")
    GUARDIAN = "guardian", _("监护人")
    CARER = "carer", _("保育人员")
    HEALTH_WORKER = "health_worker", _("保健人员")
    HEAD = "head", _("机构负责人")
    OPERATOR = "operator", _("运营方")
    STATION_KEEPER = "station_keeper", _("驿站管理员")
    NEIGHBOUR_CARER = "neighbour_carer", _("邻里照护员")
    PARTNER = "partner", _("课程伙伴")
    EXPERT = "expert", _("儿童保健专家")
    INSPECTOR = "inspector", _("检查人员")
    DISTRICT_OFFICER = "district_officer", _("区级工作人员")
    CITY_OFFICER = "city_officer", _("市级工作人员")
    AUDITOR = "auditor", _("审计员")
    ADMINISTRATOR = "administrator", _("系统管理员")
    ADMINISTRATOR_ON_DUTY = "administrator_on_duty", _("履职中的系统管理员")
    SYSTEM = "system", _("平台")


NEVER_GRANTED = frozenset({Role.PUBLIC, Role.MEMBER, Role.ADMINISTRATOR_ON_DUTY, Role.SYSTEM})

#: Roles that see many children or many people: they count only after a second factor.
STRONG_ROLES = frozenset(
    {
        Role.HEALTH_WORKER,
        Role.HEAD,
        Role.OPERATOR,
        Role.STATION_KEEPER,
        Role.PARTNER,
        Role.EXPERT,
        Role.INSPECTOR,
        Role.DISTRICT_OFFICER,
        Role.CITY_OFFICER,
        Role.AUDITOR,
        Role.ADMINISTRATOR,
    }
)
