"""What a host does: its heads and operators, its station's keeper, the people of a partner; and who watches."""

from django.db.models import Q

from shanyu.domain.booking.models import Session
from shanyu.domain.booking.reach import HOSTS, WATCHERS, of_hosts, published
from shanyu.kernel.door import Actor, Role, Row, everything, policy
from shanyu.kernel.door.policy import Reach

SESSIONS = of_hosts("host")
BOOKINGS = of_hosts("session__host")
MARKS = of_hosts("booking__session__host")


def _watched_marks(role: Role, sessions: Reach) -> Reach:
    def reach(actor: Actor) -> Q:
        return Q(booking__session__in=Session.objects.filter(sessions(actor)))

    reach.__name__ = f"marks_for_the_{role.value}"
    return reach


OFFICERS = (Role.DISTRICT_OFFICER, Role.CITY_OFFICER)
WATCHED_MARKS = {role: _watched_marks(role, WATCHERS[role]) for role in OFFICERS}

# The host's pages. Whoever may act for some host may ask which; each page then asks for one of them.
policy(
    Row("booking.my_hosts", dict.fromkeys(HOSTS, everything)),
    Row("booking.host_frame", HOSTS),
    Row("booking.host_choices", HOSTS),
    Row("booking.host_calendar", HOSTS),
    Row("booking.host_table", HOSTS),
    Row("booking.export_sessions", HOSTS),
    Row("booking.host_series", HOSTS),
    Row("booking.host_session", SESSIONS),
    Row("booking.poster", {Role.PUBLIC: published, **SESSIONS}),
)

# Sessions made and changed.
policy(
    Row("booking.draft_session", HOSTS),
    Row("booking.preview_series", HOSTS),
    Row("booking.make_series", HOSTS),
    Row("booking.change_together", HOSTS),
    Row("booking.edit_session", SESSIONS),
    Row("booking.edit_series", SESSIONS),
    Row("booking.set_staff", SESSIONS),
    Row("booking.set_poster", SESSIONS),
    Row("booking.publish_session", SESSIONS),
    Row("booking.copy_session", SESSIONS),
    Row("booking.delete_draft", SESSIONS),
    Row("booking.call_off_session", SESSIONS),
    Row("booking.set_places", SESSIONS),
    Row("booking.add_wave", SESSIONS),
)

# Families of a session: names masked, only of one's own sessions, every look audited.
policy(
    Row("booking.participants", SESSIONS),
    Row("booking.line_booking", BOOKINGS),
    Row("booking.move_in_line", BOOKINGS),
    Row("booking.write_to_families", SESSIONS),
    Row("booking.mark_attendance", SESSIONS),
    Row("booking.close_attendance", SESSIONS),
)

# What a session leaves behind.
policy(
    Row("booking.session_report", SESSIONS),
    Row("booking.host_report", HOSTS),
    Row("booking.appeals", MARKS | WATCHED_MARKS),
    Row("booking.trust_mark", MARKS | WATCHED_MARKS),
    Row("booking.decide_appeal", MARKS | WATCHED_MARKS),
    Row("booking.host_plan", HOSTS),
    Row("booking.draft_plan", HOSTS),
    Row("booking.add_plan_item", HOSTS),
    Row("booking.plan_item", of_hosts("host")),
    Row("booking.edit_plan_item", of_hosts("host")),
    Row("booking.settle_plan_item", of_hosts("host")),
    Row("booking.publish_plan_item", of_hosts("host")),
)
