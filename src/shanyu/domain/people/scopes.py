"""What a key of the API may be allowed."""

from django.utils.translation import gettext_lazy as _

#: Scopes over many families: only a session that showed its second factor gives them to a key.
OVER_MANY = ("hosts:read", "enrolment:read", "enrolment:write")

#: Every scope, with the operations it opens in words.
SCOPES = {
    "sites:read": _("查机构和托位"),
    "regions:read": _("查行政区划"),
    "sessions:read": _("查活动和场次"),
    "bookings:read": _("查本人家庭的预约"),
    "bookings:write": _("替本人家庭预约和取消"),
    "hosts:read": _("查自己主办的场次和人数"),
    "cases:read": _("查本人孩子的入托申请"),
    "cases:write": _("替本人孩子申请入托和答复"),
    "enrolment:read": _("查本机构的入托申请、排队和在托孩子"),
    "enrolment:write": _("替本机构答复申请、办理入托和离托"),
    "messages:read": _("查本人的留言、公告和征求同意"),
    "messages:write": _("替本人写留言、发公告、答复"),
    "care:read": _("查本班孩子当天的情况"),
    "care:write": _("替本机构写入一日记录"),
    "weeks:read": _("查本人孩子的一周食谱和计划"),
    "weeks:write": _("替本机构写食谱、登记留样"),
}
