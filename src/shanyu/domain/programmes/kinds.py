"""The fixed lists of programmes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProgrammeKind(TextChoices):
    SUMMER = "summer", _("暑期班")
    CUSTODY_STATION = "station", _("爱心托管站")
    HOLIDAY = "holiday", _("假期托管")
    REHABILITATION = "rehab", _("康复与托管照护")
    OTHER = "other", pgettext_lazy("programme", "其他")


class ProgrammeState(TextChoices):
    """From the first draft to the end. Whether one may apply is told by the clock, not by the state alone."""

    DRAFT = "draft", pgettext_lazy("programme", "草稿")
    ANNOUNCED = "announced", _("已公告")
    OPEN = "open", _("报名中")
    CLOSED = "closed", _("名单已锁定")
    DRAWN = "drawn", _("已抽签")
    PUBLISHED = "published", _("结果已公布")
    OVER = "over", pgettext_lazy("programme", "已结束")


class Group(TextChoices):
    """Why a child may come first. `SIBLING` and `NEIGHBOUR` hold at one site."""

    HARDSHIP = "hardship", _("困境儿童")
    LEFT_BEHIND = "left_behind", _("留守儿童")
    MIGRANT = "migrant", _("进城务工人员随迁子女")
    NEW_WORK = "new_work", _("新就业群体子女")
    DISABLED = "disabled", _("残疾儿童")
    SIBLING = "sibling", _("有兄弟姐妹在此")
    NEIGHBOUR = "neighbour", _("住在附近")


#: Groups that hold at one site, and what the engine calls them.
AT_A_SITE = frozenset({Group.SIBLING, Group.NEIGHBOUR})


class EntryState(TextChoices):
    ENTERED = "entered", _("已报名")
    WITHDRAWN = "withdrawn", pgettext_lazy("programme", "已撤回")


class EvidenceState(TextChoices):
    CLAIMED = "claimed", _("待核验")
    VERIFIED = "verified", _("已核验")
    REFUSED = "refused", _("未通过")
    EXPIRED = "expired", pgettext_lazy("programme", "已过期")


class Siblings(TextChoices):
    """What a family asks for its children; the engine's names."""

    TOGETHER = "together", _("要在一处，否则都不要")
    TOGETHER_FIRST = "together_first", _("尽量在一处")
    ALL_OR_NONE = "all_or_none", _("都有名额才要")


class Closing(TextChoices):
    """Which class below its minimum is closed first; the engine's names."""

    LARGEST_SHORTFALL = "largest_shortfall", _("差得最多的先停")
    SMALLEST_SHORTFALL = "smallest_shortfall", _("差得最少的先停")
    ALL_AT_ONCE = "all_at_once", _("一次全停")


class RunKind(TextChoices):
    DRY = "dry", _("试算")
    FINAL = "final", _("正式")
    SHADOW = "shadow", _("按去年规则对照")


class RunState(TextChoices):
    """From planned to ended. A run that failed or was stopped has no result; another is asked for instead."""

    WAITING = "waiting", pgettext_lazy("run", "等待计算")
    RUNNING = "running", pgettext_lazy("run", "正在计算")
    DONE = "done", pgettext_lazy("run", "已算完")
    FAILED = "failed", pgettext_lazy("run", "没有算成")
    CANCELLED = "cancelled", pgettext_lazy("run", "已停止")


#: States of a run that may still give a result.
UNDER_WAY = (RunState.WAITING, RunState.RUNNING)


class Step(TextChoices):
    """What a run is doing, in this order."""

    READING = "reading", _("读取名单")
    SHADOW = "shadow", _("按去年规则对照")
    ALLOCATING = "allocating", _("分配名额")
    CHECKING = "checking", _("检查承诺")
    EXPLAINING = "explaining", _("写明理由")
    WRITING = "writing", _("写公开协议")
    KEEPING = "keeping", _("保存结果")


class RunProblem(TextChoices):
    """Why a run failed."""

    CHANGED = "changed", _("计算时项目的状态变了")
    IMPOSSIBLE = "impossible", _("名单、班级和规则对不上")
    LOST = "lost", _("计算中断了")


class ContestState(TextChoices):
    OPEN = "open", _("等待人工复核")
    UPHELD = "upheld", _("维持原结果")
    CHANGED = "changed", _("已改")


CRITERIA = ("groups", "sibling", "neighbour")
