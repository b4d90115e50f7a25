"""Who may do what at a station, over which rows.

Keepers, heads and operators see their stations at any time; carers and neighbours the children there only while
they are on duty; guardians their own.
"""

from shanyu.domain.booking.reach import own_bookings
from shanyu.domain.stations.reach import (
    KEEPERS,
    ON_DUTY,
    WORKERS,
    at,
    of_own_household,
    open_stations,
    own_duties,
    own_households,
    own_visits,
    public_stations,
)
from shanyu.kernel.door import Role, Row, everything, policy

# Everybody: when a station is open, which hours of drop-in care are free, and coming to play.
policy(
    Row("stations.opening", {Role.PUBLIC: public_stations}),
    Row("stations.drop_in_offer", {Role.PUBLIC: public_stations}),
    Row("stations.register_guest", {Role.PUBLIC: open_stations}),
    Row("stations.hello", {Role.PUBLIC: open_stations}),
    Row("stations.come_to_play", {Role.MEMBER: open_stations}),
    Row("stations.leave_play", {Role.MEMBER: own_visits, **at(ON_DUTY, "site")}),
)

# Families: who may fetch the children, and who minds them now.
policy(
    Row("stations.pick_up_persons", {Role.GUARDIAN: own_households}),
    Row("stations.name_pick_up_person", {Role.GUARDIAN: own_households}),
    Row("stations.end_pick_up_person", {Role.GUARDIAN: of_own_household}),
    Row("stations.minding_of", {Role.MEMBER: own_bookings}),
)

# Whoever is there: today's children, handed over and minded; what is cleaned and checked.
policy(
    Row("stations.roster", ON_DUTY),
    Row("stations.care_of", at(ON_DUTY, "session__host__site")),
    Row("stations.hand_in", at(ON_DUTY, "session__host__site")),
    Row("stations.hand_out", at(ON_DUTY, "session__host__site")),
    Row("stations.take_over", at(ON_DUTY, "session__host__site")),
    Row("stations.call_guardian", at(ON_DUTY, "session__host__site")),
    Row("stations.undo_hand_over", at(ON_DUTY, "site")),
    Row("stations.house", ON_DUTY),
    Row("stations.log_cleaning", at(ON_DUTY, "site")),
    Row("stations.check_safety", ON_DUTY),
)

# Duty: the keeper plans, whoever works there offers.
policy(
    Row("stations.my_stations", WORKERS),
    Row("stations.my_duties", {Role.MEMBER: everything}),
    Row("stations.duty_roster", WORKERS),
    Row("stations.offer_duty", WORKERS),
    Row("stations.plan_duty", KEEPERS),
    Row("stations.decide_duty", at(KEEPERS, "site")),
    Row("stations.end_duty", at(KEEPERS, "site") | {Role.MEMBER: own_duties}),
)

# The keeper's own: hours, equipment, drop-in care.
policy(
    Row("stations.plan_drop_in", KEEPERS),
    Row("stations.drop_in_plan", KEEPERS),
    Row("stations.keep_hours", KEEPERS),
    Row("stations.set_opening_hours", KEEPERS),
    Row("stations.add_exception", KEEPERS),
    Row("stations.remove_exception", at(KEEPERS, "site")),
    Row("stations.save_equipment", KEEPERS),
    Row("stations.retire_equipment", at(KEEPERS, "site")),
)
