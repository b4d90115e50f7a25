"""The verbs that change what happens at a station."""

from shanyu.domain.stations.actions.adults import end_pick_up_person, name_pick_up_person
from shanyu.domain.stations.actions.drop_in import plan_drop_in
from shanyu.domain.stations.actions.duty import decide_duty, end_duty, offer_duty, plan_duty
from shanyu.domain.stations.actions.handing import Adult, hand_in, hand_out, take_over, undo_hand_over
from shanyu.domain.stations.actions.house import (
    add_exception,
    check_safety,
    log_cleaning,
    remove_exception,
    retire_equipment,
    save_equipment,
    set_opening_hours,
)
from shanyu.domain.stations.actions.play import come_to_play, leave_play, register_guest

__all__ = [
    "Adult",
    "add_exception",
    "check_safety",
    "come_to_play",
    "decide_duty",
    "end_duty",
    "end_pick_up_person",
    "hand_in",
    "hand_out",
    "leave_play",
    "log_cleaning",
    "name_pick_up_person",
    "offer_duty",
    "plan_drop_in",
    "plan_duty",
    "register_guest",
    "remove_exception",
    "retire_equipment",
    "save_equipment",
    "set_opening_hours",
    "take_over",
    "undo_hand_over",
]
