"""The frame of a map: `{% load maps %}{% map_frame label="…" %}`. Its script is static/js/map.js."""

import json

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.providers.kinds import SiteKind

register = template.Library()


@register.inclusion_tag("ui/components/map.html")
def map_frame(label: str = "", box=None, legend: bool = True, note: str = "") -> dict:
    """A frame for map.js. box: west, south, east, north as drawn (`ui.maps`); note: what to say of the data."""
    return {
        "label": label or _("地图"),
        "box": ",".join(str(edge) for edge in box or ()),
        "legend": legend,
        "note": note,
        "ground_url": reverse("public:map_ground"),
        "streets_url": reverse("public:map_streets"),
        "tile": settings.SHANYU_TILE_URL,
        "words": json.dumps(map_words(), ensure_ascii=False),
    }


def map_words() -> dict:
    """Everything the map says, by the names map.js asks for."""
    return {
        "kinds": {kind.value: str(kind.label) for kind in SiteKind},
        "states": {
            "free": _("有空位"),
            "full": _("没有空位"),
            "soon": _("备案将到期"),
            "warning": _("未查到有效备案"),
            "closed": _("暂停或停办"),
        },
        "controls": {
            "Map.Title": _("地图"),
            "NavigationControl.ZoomIn": _("放大"),
            "NavigationControl.ZoomOut": _("缩小"),
            "Popup.Close": _("关闭"),
            "CooperativeGesturesHandler.WindowsHelpText": _("按住 Ctrl 再滚动，可以放大地图"),
            "CooperativeGesturesHandler.MacHelpText": _("按住 ⌘ 再滚动，可以放大地图"),
            "CooperativeGesturesHandler.MobileHelpText": _("用两个手指移动地图"),
            "ScaleControl.Meters": _("米"),
            "ScaleControl.Kilometers": _("公里"),
        },
    }
