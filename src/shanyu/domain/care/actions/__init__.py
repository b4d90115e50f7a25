"""The verbs that change what is known of a child's day."""

from shanyu.domain.care.actions.devices import Registered, register_device, revoke_device, set_pin, unlock
from shanyu.domain.care.actions.leaves import tell_leave, withdraw_leave
from shanyu.domain.care.actions.medicines import (
    NewMedicine,
    answer_medication,
    ask_medication,
    withdraw_medication,
)
from shanyu.domain.care.actions.passes import (
    GoodPass,
    NewPass,
    allow_pick_up,
    check_pick_up,
    withdraw_pick_up,
)
from shanyu.domain.care.actions.photos import NewPhoto, add_photo, remove_photo
from shanyu.domain.care.actions.portraits import save_portrait, share_portrait
from shanyu.domain.care.actions.recording import RecordResult, record
from shanyu.domain.care.actions.shifts import begin_shift, end_shift
from shanyu.domain.care.actions.words import tell_carer

__all__ = [
    "GoodPass",
    "NewMedicine",
    "NewPass",
    "NewPhoto",
    "RecordResult",
    "Registered",
    "add_photo",
    "allow_pick_up",
    "answer_medication",
    "ask_medication",
    "begin_shift",
    "check_pick_up",
    "end_shift",
    "record",
    "register_device",
    "remove_photo",
    "revoke_device",
    "save_portrait",
    "set_pin",
    "share_portrait",
    "tell_carer",
    "tell_leave",
    "unlock",
    "withdraw_leave",
    "withdraw_medication",
    "withdraw_pick_up",
]
