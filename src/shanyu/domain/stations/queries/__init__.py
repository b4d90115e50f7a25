"""The verbs that ask what is at a station."""

from shanyu.domain.stations.queries.adults import AdultLine
from shanyu.domain.stations.queries.care import (
    Care,
    Contact,
    Minded,
    call_guardian,
    care_of,
    minding_of,
    pick_up_persons,
)
from shanyu.domain.stations.queries.duties import (
    MyDuties,
    Week,
    duty_roster,
    my_duties,
    my_stations,
)
from shanyu.domain.stations.queries.house import House, house
from shanyu.domain.stations.queries.keeping import DropInPlan, KeptHours, drop_in_plan, keep_hours
from shanyu.domain.stations.queries.public import (
    DropInOffer,
    Hello,
    Opening,
    drop_in_offer,
    hello,
    opening,
)
from shanyu.domain.stations.queries.roster import CareLine, Roster, roster

__all__ = [
    "AdultLine",
    "Care",
    "CareLine",
    "Contact",
    "DropInOffer",
    "DropInPlan",
    "Hello",
    "House",
    "KeptHours",
    "Minded",
    "MyDuties",
    "Opening",
    "Roster",
    "Week",
    "call_guardian",
    "care_of",
    "drop_in_offer",
    "drop_in_plan",
    "duty_roster",
    "hello",
    "house",
    "keep_hours",
    "minding_of",
    "my_duties",
    "my_stations",
    "opening",
    "pick_up_persons",
    "roster",
]
