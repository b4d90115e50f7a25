"""Why a wish got what it got, and what would have changed it, in plain words: for its family and for who reviews it."""

from django.utils.translation import gettext as _

from shanyu.domain.programmes.kinds import Siblings
from shanyu.domain.programmes.queries.family import WishLine
from shanyu.ui.programmes import group_word


def badge(wish: WishLine) -> tuple[str, str]:
    """The look and the word of what came of a wish."""
    if wish.outcome == "given":
        return "valid", _("录取")
    if wish.outcome == "not_needed":
        return "closed", _("不用了")
    return ("invalid", _("不开班")) if wish.closed else ("soon", _("没有录取"))


def reasons(wish: WishLine) -> tuple[str, ...]:
    """Why it came so, a sentence each."""
    place = {"place": wish.place, "last": wish.last_place}
    if wish.closed:
        return (_("报的人不够，这个班不开，已按规则重新算过。"),)
    match wish.outcome:
        case "given":
            first = _("在这个班的队里排第 %(place)s 位，录取到第 %(last)s 位。") % place
            if wish.group:
                seat = _("用的是给“%(group)s”预留的名额。") % {"group": group_word(wish.group)}
                return first, seat
            return (first,)
        case "not_needed":
            return (_("排在前面的志愿已经录取，没有用到这个。"),)
        case "not_accepted":
            return (_("这个班不收：年龄、时间或条件不合。"),)
        case "siblings":
            return (_("这个班收得下这一个孩子，但做不到您家对几个孩子的要求。"),)
        case "staff":
            return (_("老师人手只够收到这里，后面的都没有再收。"), *_standing(wish))
        case "reserved":
            text = _("排第 %(place)s 位。普通名额到您前面为止，后面录取的用的是预留名额。") % place
            return text, *_standing(wish)
    first = _("排第 %(place)s 位，录取到第 %(last)s 位。") % place
    return first, *_standing(wish)


def _standing(wish: WishLine) -> tuple[str, ...]:
    match wish.decided_by:
        case "lottery":
            drawn = {"mine": wish.drawn, "last": wish.last_drawn}
            return (
                _("和最后一位条件一样，看抽签：您家抽到第 %(mine)s 号，最后一位是第 %(last)s 号。") % drawn,
            )
        case "groups":
            return (_("最后一位的优先情形排在前面。"),)
        case "sibling":
            return (_("最后一位有兄弟姐妹在那里。"),)
        case "neighbour":
            return (_("最后一位住在那附近。"),)
    return ()


def what_would_change(wish: WishLine, together: str) -> tuple[str, ...]:
    """What would have been enough, each by itself, all else as it was."""
    if wish.closed or wish.outcome in ("", "given", "not_needed", "not_accepted"):
        return ()
    found = []
    match wish.decided_by:
        case "lottery":
            found.append(_("抽签号在第 %(last)s 号之前") % {"last": wish.last_drawn})
        case "groups":
            found.append(_("有一条核验通过的、次序更靠前的优先情形"))
        case "sibling":
            found.append(_("有核验通过的兄弟姐妹在那里"))
        case "neighbour":
            found.append(_("核验通过住在那附近"))
    if wish.seats_more:
        found.append(_("这个班多 %(n)s 个名额") % {"n": wish.seats_more})
    if wish.outcome == "siblings" and together:
        how = Siblings(together).label
        found.append(_("几个孩子不要求“%(how)s”时，结果可能不同") % {"how": how})
    return tuple(found)
