"""The tags and filters of the design system. docs/ui.md shows each with an example."""

from datetime import date
from functools import cache

from django import template
from django.core.paginator import Page
from django.forms import (
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    FileInput,
    RadioSelect,
    Select,
    Textarea,
)
from django.http import QueryDict
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from shanyu.kernel import clock
from shanyu.ui import words

register = template.Library()

# state: (icon, word). The shape of each icon differs, so that colour is never needed to tell them apart.
STATES = {
    "valid": ("circle-check", _("有效")),
    "soon": ("hourglass", _("即将到期")),
    "due": ("triangle-alert", _("需要办理")),
    "invalid": ("octagon-x", _("无效")),
    "closed": ("circle-minus", _("已停止")),
    "info": ("info", _("说明")),
}
TRUST = {
    "valid": ("shield-check", _("已备案")),
    "soon": ("shield-alert", _("备案将到期")),
    "invalid": ("shield-x", _("备案已失效")),
    "none": ("shield-x", _("未查到备案")),
}
NOTICE_ICONS = {
    "info": "info",
    "valid": "circle-check",
    "soon": "hourglass",
    "due": "triangle-alert",
    "invalid": "octagon-alert",
}
# Django's message levels in the words of our states.
MESSAGE_STATES = {"debug": "info", "info": "info", "success": "valid", "warning": "soon", "error": "invalid"}


@register.simple_tag
def icon(name: str, label: str = "", size: str = "") -> str:
    """Draw an icon of the sprite. Without a label it is decoration; size is "", "s" or "l"."""
    if not label:
        return _decoration(name, size)
    target = f"{_sprite()}#{name}"
    return format_html(
        '<svg class="{}" role="img" aria-label="{}"><use href="{}"></use></svg>',
        _icon_css(size),
        label,
        target,
    )


@cache
def _decoration(name: str, size: str) -> str:
    """A calendar draws the same icon in each of its hundred cells."""
    target = f"{_sprite()}#{name}"
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}"></use></svg>', _icon_css(size), target
    )


def _icon_css(size: str) -> str:
    return "sy-icon" + (f" sy-icon-{size}" if size else "")


@cache
def _sprite() -> str:
    """Where the icons are: a list of sites asks two hundred times, and it does not move while a process runs."""
    return static("icons.svg")


@register.filter
def money(amount, unit: str = "") -> str:
    """{{ 268000|money:"month" }} → ¥2,680/月."""
    return words.money(amount, unit)


@register.filter
def age(born: date | None, on: date | None = None) -> str:
    """{{ child.born|age }} → 2岁3个月, today or on a given day."""
    return words.age(born, on or clock.today())


@register.filter
def months(value: int) -> str:
    """{{ 27|months }} → 2岁3个月."""
    return words.months_text(int(value))


@register.filter
def walk(minutes, metres=None) -> str:
    """{{ 8|walk:620 }} → 走路8分钟 · 620米."""
    return words.walk(minutes, metres)


@register.filter
def distance(metres) -> str:
    """{{ 620|distance }} → 620米."""
    return words.distance(metres)


@register.filter
def day(value) -> str:
    """{{ session.starts|day }} → 11月21日 周六."""
    return words.day(value, clock.today())


@register.filter
def fullday(value) -> str:
    """{{ filing.issued|fullday }} → 2026年11月21日."""
    return words.full_day(value)


@register.filter
def daytime(value) -> str:
    """{{ session.starts|daytime }} → 11月21日 周六 09:30."""
    return words.day_time(value, clock.today())


@register.filter
def hhmm(value) -> str:
    """{{ site.opens|hhmm }} → 07:30."""
    return words.clock_time(value)


@register.filter
def together(parts) -> str:
    """{{ names|together }} → 陈、林 or Chen, Lin."""
    return words.together(parts)


@register.filter
def message_state(tags: str) -> str:
    """The state of a Django message, from its level tag."""
    return MESSAGE_STATES.get(tags, "info")


@register.filter
def notice_icon(state: str) -> str:
    """The icon of a notice of this state."""
    return NOTICE_ICONS[state]


@register.inclusion_tag("ui/components/badge.html")
def state_badge(state: str, word: str = "") -> dict:
    """A badge for valid, soon, due, invalid, closed or info: shape, icon and word (one's own if given)."""
    picture, default = STATES[state]
    return {"state": state, "icon_name": picture, "word": word or default}


@register.inclusion_tag("ui/components/trust.html")
def trust_mark(state: str, detail: str = "", word: str = "") -> dict:
    """A site's authorisation in a line: valid, soon, invalid or none; detail is small print such as the number."""
    picture, default = TRUST[state]
    return {"state": state, "icon_name": picture, "word": word or default, "detail": detail}


@register.inclusion_tag("ui/components/stat.html")
def stat(label: str, value, unit: str = "", note: str = "", url: str = "", state: str = "") -> dict:
    """One figure with its label; with a url it opens. state "due" or "invalid" colours the figure."""
    return {"label": label, "value": value, "unit": unit, "note": note, "url": url, "state": state}


@register.inclusion_tag("ui/components/progress.html")
def progress(label: str, value: int, most: int, note: str = "", state: str = "") -> dict:
    """A progress bar with words: label on the left, note or "value / most" on the right."""
    return {"label": label, "value": value, "most": most, "note": note or f"{value} / {most}", "state": state}


@register.inclusion_tag("ui/components/copy.html")
def copy_link(url: str, label: str = "") -> dict:
    """A read-only address and a button that copies it; without a script the address can be selected."""
    return {"url": url, "label": label or _("复制链接")}


@register.inclusion_tag("ui/components/crumbs.html")
def breadcrumbs(crumbs) -> dict:
    """The way here: pairs (label, url), from the top; the last is this page and its url is ignored."""
    return {"crumbs": list(crumbs)}


@register.inclusion_tag("ui/components/chip.html", takes_context=True)
def chip(context: template.Context, label: str, name: str, value: str = "1", icon: str = "") -> dict:
    """A filter as a link that puts name=value into this page's query, or takes it out when it is in."""
    query = _query(context)
    chosen = str(value) in query.getlist(name)
    rest = [one for one in query.getlist(name) if one != str(value)]
    query.setlist(name, rest if chosen else [*rest, str(value)])
    query.pop("page", None)
    return {"label": label, "href": f"?{query.urlencode()}", "chosen": chosen, "icon_name": icon}


@register.simple_tag(takes_context=True)
def query_with(context: template.Context, **changes) -> str:
    """This page's query with some values set (None or "" takes one out): href="{% query_with sort='fee' %}"."""
    query = _query(context)
    for name, value in changes.items():
        if value in (None, ""):
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.inclusion_tag("ui/components/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page) -> dict:
    """The pages of a Page of Django's Paginator, keeping the query."""
    query = _query(context)
    query.pop("page", None)

    def href(number: int) -> str:
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "pages": [(one, href(one) if isinstance(one, int) else "") for one in numbers],
        "previous": href(page.number - 1) if page.has_previous() else "",
        "next": href(page.number + 1) if page.has_next() else "",
    }


def _query(context: template.Context) -> QueryDict:
    """A copy of the request's query that may be changed."""
    return context["request"].GET.copy()


@register.inclusion_tag("ui/components/field.html")
def field(bound: BoundField, label: str = "", help: str = "", icon: str = "", row: bool = False) -> dict:
    """One form field: label, help, control, errors, joined by aria-describedby. row lays choices side by side."""
    widget = bound.field.widget
    kind = _kind(widget)
    name = bound.auto_id or bound.html_name
    errors = list(bound.errors)
    help_text = help or bound.help_text
    described = [f"{name}_help"] * bool(help_text) + [f"{name}_error"] * bool(errors)
    attrs = {"aria-describedby": " ".join(described)} if described else {}
    if errors:
        attrs["aria-invalid"] = "true"
    css = {"select": "sy-select", "textarea": "sy-textarea", "switch": "sy-switch"}.get(kind, "sy-input")
    if kind not in ("check", "choices"):
        attrs["class"] = f"{css} {widget.attrs.get('class', '')}".strip()
    return {
        "bound": bound,
        "kind": kind,
        "name": name,
        "control": "" if kind == "choices" else bound.as_widget(attrs=attrs),
        "choices": bound.subwidgets if kind == "choices" else [],
        "described": attrs.get("aria-describedby", ""),
        "label": label or bound.label,
        "help": help_text,
        "errors": errors,
        "required": bound.field.required,
        "icon_name": icon,
        "row": row,
    }


def _kind(widget) -> str:
    """How a widget is laid out: check, switch, choices, select, textarea, file or input."""
    if isinstance(widget, CheckboxSelectMultiple | RadioSelect):
        return "choices"
    if isinstance(widget, CheckboxInput):
        return "switch" if widget.attrs.get("data-switch") else "check"
    for parent, kind in ((Select, "select"), (Textarea, "textarea"), (FileInput, "file")):
        if isinstance(widget, parent):
            return kind
    return "input"


@register.inclusion_tag("ui/components/form.html")
def form_fields(form) -> dict:
    """All fields of a form in their order, the hidden ones too, with the form's own errors first."""
    return {"form": form}
