"""The verbs by which people write to each other, let many know, ask, and look after their notices."""

from shanyu.domain.messaging.actions.announcements import (
    announce,
    confirm_announcement,
    remind,
    see_announcement,
    withdraw_announcement,
)
from shanyu.domain.messaging.actions.channels import add_device, choose_channels, remove_device, stop_mails
from shanyu.domain.messaging.actions.consents import answer_consent, ask_consent, withdraw_consent
from shanyu.domain.messaging.actions.house import remove_template, save_template, set_hours
from shanyu.domain.messaging.actions.notices import open_notice, read_all
from shanyu.domain.messaging.actions.quiet import choose_groups, set_quiet
from shanyu.domain.messaging.actions.threads import (
    note_read,
    open_thread,
    report_message,
    settle_report,
    write,
)

__all__ = [
    "add_device",
    "announce",
    "answer_consent",
    "ask_consent",
    "choose_channels",
    "choose_groups",
    "confirm_announcement",
    "note_read",
    "open_notice",
    "open_thread",
    "read_all",
    "remind",
    "remove_device",
    "remove_template",
    "report_message",
    "save_template",
    "see_announcement",
    "set_hours",
    "set_quiet",
    "settle_report",
    "stop_mails",
    "withdraw_announcement",
    "withdraw_consent",
    "write",
]
