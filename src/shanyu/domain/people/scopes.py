"""What a key of the API may be allowed."""

from django.utils.translation import gettext_lazy as _

#: Scopes that read of many families: only a session that showed its second factor gives them to a key.
OVER_MANY = ("hosts:read",)

#: Every scope, with the operations it opens in words.
SCOPES = {
    "sites:read": _("查机构和托位"),
    "regions:read": _("查行政区划"),
    "sessions:read": _("查活动和场次"),
    "bookings:read": _("查本人家庭的预约"),
    "bookings:write": _("替本人家庭预约和取消"),
    "hosts:read": _("查自己主办的场次和人数"),
}
