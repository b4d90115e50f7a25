"""The verbs by which people look after their notices."""

from shanyu.domain.messaging.actions.channels import add_device, choose_channels, remove_device, stop_mails
from shanyu.domain.messaging.actions.notices import open_notice, read_all

__all__ = ["add_device", "choose_channels", "open_notice", "read_all", "remove_device", "stop_mails"]
