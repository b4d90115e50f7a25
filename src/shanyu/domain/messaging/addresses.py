"""Addresses as messages carry them."""

import json

from django.conf import settings

from shanyu.domain.messaging.models import Notification


def whole(path: str) -> str:
    """A path of ours as an address that works outside."""
    return settings.SHANYU_URL.rstrip("/") + path


def links_of(notification: Notification) -> list[tuple[str, str]]:
    """The signed links of a notice: words and path."""
    return [tuple(link) for link in json.loads(notification.links.reveal())] if notification.links else []


def first_way(notification: Notification) -> str:
    """The one path that a short message carries: its first signed link, else the page."""
    links = links_of(notification)
    return links[0][1] if links else notification.url
