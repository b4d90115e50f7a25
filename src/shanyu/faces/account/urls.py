"""Addresses of the account face. Those of allauth's views are in `sign_in_urls`."""

from django.urls import path

from shanyu.faces.account import notices, privacy, protect, views

app_name = "account"

urlpatterns = [
    path("home/", views.home, name="home"),
    path("roles/", views.roles, name="roles"),
    path("step-up/", views.step_up, name="step_up"),
    path("demo/", views.demo, name="demo"),
    path("me/", privacy.me, name="me"),
    path("privacy/", privacy.privacy, name="privacy"),
    path("privacy/export/", privacy.export, name="export"),
    path("close/", privacy.close, name="close"),
    path("notices/", notices.notices, name="notices"),
    path("notices/<uuid:notice_id>/", notices.notice, name="notice"),
    path("notices/settings/", notices.settings, name="notice_settings"),
    path("notices/groups/", notices.groups, name="notice_groups"),
    path("notices/quiet/", notices.quiet, name="notice_quiet"),
    path("notices/email/", notices.email, name="email"),
    path("notices/email/<str:secret>/", notices.confirm, name="confirm_email"),
    path("notices/stop/<str:token>/", notices.stop, name="stop_mails"),
    path("notices/devices/", notices.add, name="add_device"),
    path("notices/devices/<uuid:device_id>/", notices.remove, name="remove_device"),
    path("protect/", protect.report, name="report_harm"),
    path("protect/<uuid:report_id>/", protect.receipt, name="harm_receipt"),
    path("keys/", privacy.keys, name="keys"),
    path("keys/revoke/", privacy.revoke, name="revoke_key"),
]
