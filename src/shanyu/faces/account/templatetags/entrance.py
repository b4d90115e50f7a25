"""What the sign-in pages ask for themselves: the configured providers and the people of the demo."""

from allauth.socialaccount.adapter import get_adapter
from django import template
from django.utils.http import urlencode

from shanyu.domain.people.demo_people import introduced
from shanyu.ui.words import is_chinese

register = template.Library()


@register.simple_tag(takes_context=True)
def entrance(context: template.Context) -> dict:
    """`providers` (name, url) for single sign-on, and `people` (username, name, sentence) of the demo."""
    request = context["request"]
    after = {"next": context["redirect_field_value"]} if context.get("redirect_field_value") else {}
    chinese = is_chinese()
    return {
        "providers": [
            {
                "name": provider.name,
                "url": f"{provider.get_login_url(request)}?{urlencode(after)}".rstrip("?"),
            }
            for provider in get_adapter().list_providers(request)
        ],
        "people": [
            {
                "username": person.username,
                "name": person.name if chinese else person.name_en,
                "sentence": person.sentence if chinese else person.sentence_en,
            }
            for person in introduced()
        ],
    }


@register.filter
def provider_name(provider_id: str) -> str:
    """The name that this installation gives a provider; for one no longer configured, its key."""
    names = {app.provider_id: app.name for app in get_adapter().list_apps(None)}
    return names.get(provider_id, provider_id)
