"""The history's words: what a table, a verb and a field are called, and how a value reads."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shanyu.kernel.clock import local

TABLES = {
    "Site": gettext_lazy("机构信息"),
    "SitePage": gettext_lazy("介绍页"),
    "Room": gettext_lazy("房间"),
    "CareClass": gettext_lazy("班级"),
    "ServiceOffer": gettext_lazy("收费与时间"),
    "Post": gettext_lazy("岗位"),
    "Credential": gettext_lazy("人员证照"),
    "Certificate": gettext_lazy("机构证照"),
    "Authorisation": gettext_lazy("备案（许可）"),
    "OperatingContract": gettext_lazy("运营合同"),
}
HOW = {
    "insert": pgettext_lazy("记录", "新增"),
    "update": pgettext_lazy("记录", "修改"),
    "delete": pgettext_lazy("记录", "删除"),
}
VERBS = {
    "providers.edit_page": pgettext_lazy("记录", "编辑介绍页草稿"),
    "providers.publish_page": pgettext_lazy("记录", "发布介绍页"),
    "providers.discard_draft": pgettext_lazy("记录", "放弃草稿"),
    "providers.edit_site": pgettext_lazy("记录", "修改机构信息"),
    "providers.move_site": pgettext_lazy("记录", "修改位置"),
    "providers.open_site": pgettext_lazy("记录", "向家长开放"),
    "providers.suspend_site": pgettext_lazy("记录", "暂停服务"),
    "providers.resume_site": pgettext_lazy("记录", "恢复服务"),
    "providers.close_site": pgettext_lazy("记录", "停办"),
    "providers.add_room": pgettext_lazy("记录", "添加房间"),
    "providers.edit_room": pgettext_lazy("记录", "修改房间"),
    "providers.remove_room": pgettext_lazy("记录", "删除房间"),
    "providers.add_class": pgettext_lazy("记录", "开设班级"),
    "providers.edit_class": pgettext_lazy("记录", "修改班级"),
    "providers.set_places": pgettext_lazy("记录", "修改托位"),
    "providers.close_class": pgettext_lazy("记录", "关闭班级"),
    "providers.publish_offer": pgettext_lazy("记录", "公布收费"),
    "providers.end_offer": pgettext_lazy("记录", "停止收费项目"),
    "providers.add_worker": pgettext_lazy("记录", "添加人员"),
    "providers.change_post": pgettext_lazy("记录", "调整岗位"),
    "providers.end_post": pgettext_lazy("记录", "结束岗位"),
    "providers.add_credential": pgettext_lazy("记录", "登记人员证照"),
    "providers.revoke_credential": pgettext_lazy("记录", "作废人员证照"),
    "providers.add_certificate": pgettext_lazy("记录", "登记机构证照"),
    "providers.revoke_certificate": pgettext_lazy("记录", "作废机构证照"),
    "providers.record_authorisation": pgettext_lazy("记录", "登记备案（许可）"),
    "providers.change_authorisation": pgettext_lazy("记录", "变更备案（许可）状态"),
}
FIELDS = {
    "name": gettext_lazy("名称"), "name_en": gettext_lazy("英文名称"), "kind": gettext_lazy("种类"),
    "station_grade": gettext_lazy("驿站等级"), "running_model": gettext_lazy("举办方式"),
    "state": gettext_lazy("状态"), "inclusive": gettext_lazy("普惠"), "address": gettext_lazy("地址"),
    "address_en": gettext_lazy("英文地址"), "lon": gettext_lazy("经度"), "lat": gettext_lazy("纬度"),
    "phone": gettext_lazy("电话"), "floor_area_m2": gettext_lazy("建筑面积"), "opened_on": gettext_lazy("开办日期"),
    "closed_on": gettext_lazy("关闭日期"), "reference": gettext_lazy("登记号"),
    "introduction": gettext_lazy("机构介绍"), "introduction_en": gettext_lazy("英文介绍"),
    "meals": gettext_lazy("餐食"), "meals_en": gettext_lazy("英文餐食说明"),
    "camera_policy": gettext_lazy("监控说明"), "camera_policy_en": gettext_lazy("英文监控说明"),
    "published_at": gettext_lazy("发布时间"), "use": gettext_lazy("用途"), "area_m2": gettext_lazy("面积"),
    "floor": gettext_lazy("楼层"), "has_camera": gettext_lazy("有摄像头"), "band": gettext_lazy("班型"),
    "room": gettext_lazy("房间"), "licensed": gettext_lazy("核定托位"), "placed": gettext_lazy("已入托"),
    "held": gettext_lazy("留位"), "form": gettext_lazy("服务形式"), "weekdays": gettext_lazy("服务日"),
    "opens": gettext_lazy("开始时间"), "closes": gettext_lazy("结束时间"), "fee_fen": gettext_lazy("收费"),
    "fee_unit": gettext_lazy("计费单位"), "meal_fee_fen": gettext_lazy("餐费"), "valid": gettext_lazy("有效期"),
    "role": gettext_lazy("岗位"), "care_class": gettext_lazy("班级"), "full_time": gettext_lazy("全职"),
    "number": gettext_lazy("编号"), "issued_by": gettext_lazy("签发单位"), "issued_on": gettext_lazy("签发日期"),
    "expires_on": gettext_lazy("到期日期"), "revoked_on": gettext_lazy("作废日期"),
    "owner": gettext_lazy("产权方"), "operator": gettext_lazy("运营方"), "region": gettext_lazy("所在地区"),
    "signed_on": gettext_lazy("签订日期"), "rent_waived": gettext_lazy("免租金"),
    "monthly_rent_fen": gettext_lazy("月租金"),
    "upload": gettext_lazy("附件"), "authority": gettext_lazy("机关"), "authority_en": gettext_lazy("机关英文名"),
}  # fmt: skip
WEEKDAYS = (
    gettext_lazy("周一"), gettext_lazy("周二"), gettext_lazy("周三"), gettext_lazy("周四"), gettext_lazy("周五"),
    gettext_lazy("周六"), gettext_lazy("周日"),
)  # fmt: skip
#: Longest text shown of a value; a page's introduction is told by its beginning.
MOST_SHOWN = 120


def verb_words(verb: str, how: str) -> str:
    """What was done, in the reader's language; a change by the platform itself is told by its kind."""
    return str(VERBS.get(verb) or HOW[how])


def said_value(field: models.Field, value: Any, names: Mapping[tuple[str, int], str]) -> str:
    """A value as a person reads it; "" for nothing. `names` gives rooms and classes their names."""
    if value is None or value == "":
        return ""
    if field.is_relation:
        return _("有") if field.name == "upload" else names.get((field.name, value), f"#{value}")
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    if field.name.endswith("_fen"):
        return f"¥{value / 100:,.2f}"
    if field.name == "weekdays":
        return " ".join(str(WEEKDAYS[day - 1]) for day in value)
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, datetime):
        return date_format(local(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if hasattr(value, "lower") and hasattr(value, "upper") and not isinstance(value, str):
        return _range(value)
    text = str(value)
    return text if len(text) <= MOST_SHOWN else text[:MOST_SHOWN] + "…"


def _range(value: Any) -> str:
    facts = {"first": date_format(value.lower) if value.lower else "…"}
    if value.upper is None:
        return _("%(first)s起") % facts
    return _("%(first)s至%(last)s") % (facts | {"last": date_format(_last_day(value))})


def _last_day(value: Any) -> date:
    return date.fromordinal(value.upper.toordinal() - 1)
