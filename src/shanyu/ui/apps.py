"""The design system as a Django app."""

from django.apps import AppConfig
from django.forms import Field
from django.utils.translation import gettext_lazy as _

#: What an empty field that must not be empty is told, in Django's and allauth's forms as in our own. It is set
#: when the app is loaded, which is before any form is defined: a field takes its words when it is made.
REQUIRED = _("这一项要填写。")
Field.default_error_messages = {**Field.default_error_messages, "required": REQUIRED}


class UiConfig(AppConfig):
    """Templates, static files, tags and translations shared by all faces."""

    name = "shanyu.ui"
    label = "ui"
