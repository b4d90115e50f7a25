"""What stands around the pages of an account."""

from django import template

from shanyu.faces.account import devices
from shanyu.ui.tabs import family_tabs, is_family

register = template.Library()


@register.simple_tag(takes_context=True)
def tabs_of_reader(context: template.Context) -> list[dict]:
    """The tabs of the family's pages where the reader has them, otherwise none."""
    request = context["request"]
    return family_tabs("me") if is_family(request.actor) else []


@register.filter
def device_name(signature: str) -> str:
    """{{ session.user_agent|device_name }} → Chrome · Windows."""
    return devices.device_name(signature)
