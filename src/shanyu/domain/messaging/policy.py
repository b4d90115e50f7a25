"""Who may do what with notices, threads, announcements and requests.

Notices are everybody's own. A thread is reached through what it hangs on, anew on each day (`reach`).
"""

from shanyu.domain.messaging.reach import (
    ANSWERS,
    FILES,
    KEEP,
    MESSAGES,
    READ,
    THREADS,
    at_own_sites,
    reports_of_own_district,
    requests_for_own_children,
)
from shanyu.domain.people.policy import of_own_account, own_account
from shanyu.domain.providers.policy import own_sites, own_station
from shanyu.kernel.door import Role, Row, everything, policy

policy(
    Row("messaging.my_notices", {Role.MEMBER: of_own_account}),
    Row("messaging.open_notice", {Role.MEMBER: of_own_account}),
    Row("messaging.read_all", {Role.MEMBER: everything}),
    Row("messaging.my_channels", {Role.MEMBER: own_account}),
    Row("messaging.choose_channels", {Role.MEMBER: everything}),
    Row("messaging.add_device", {Role.MEMBER: everything}),
    Row("messaging.remove_device", {Role.MEMBER: of_own_account}),
    # Whoever has the letter may end such letters: mail programs do it for their reader, without signing in
    Row("messaging.stop_mails", {Role.PUBLIC: everything}),
)

WRITERS = dict.fromkeys((Role.GUARDIAN, Role.CARER, Role.HEAD), everything)
PUBLISHERS = dict.fromkeys((Role.CARER, Role.HEAD, Role.DISTRICT_OFFICER), everything)
HOUSE = {Role.HEAD: own_sites, Role.STATION_KEEPER: own_station}
REPORTERS = {role: reach for role, reach in MESSAGES.items() if role != Role.DISTRICT_OFFICER}
REPORTS = {Role.DISTRICT_OFFICER: reports_of_own_district}

# Threads: whom one may write to is on one's own list (`addressees`)
policy(
    Row("messaging.whom_to_write", WRITERS),
    Row("messaging.open_thread", WRITERS),
    Row("messaging.my_threads", THREADS),
    Row("messaging.thread", THREADS),
    Row("messaging.write", THREADS),
    Row("messaging.note_read", THREADS),
    Row("messaging.read_attachment", FILES),
    Row("messaging.translate_message", MESSAGES),
    Row("messaging.report_message", REPORTERS),
    Row("messaging.reports", REPORTS),
    Row("messaging.report", REPORTS),
    Row("messaging.settle_report", REPORTS),
    Row("messaging.house", HOUSE),
    Row("messaging.set_hours", HOUSE),
    Row("messaging.save_template", HOUSE),
    Row("messaging.remove_template", HOUSE),
)

# Announcements and requests: whom one may tell or ask is on one's own list as well
policy(
    Row("messaging.my_announcements", READ),
    Row("messaging.announcement", READ),
    Row("messaging.see_announcement", READ),
    Row("messaging.confirm_announcement", READ),
    Row("messaging.whom_to_tell", PUBLISHERS),
    Row("messaging.announce", PUBLISHERS),
    Row("messaging.announced", KEEP),
    Row("messaging.receipts", KEEP),
    Row("messaging.remind", KEEP),
    Row("messaging.withdraw_announcement", KEEP),
    Row("messaging.my_consent_requests", {Role.GUARDIAN: requests_for_own_children}),
    Row("messaging.consent_request", {Role.GUARDIAN: requests_for_own_children}),
    Row("messaging.answer_consent", {Role.GUARDIAN: requests_for_own_children}),
    Row("messaging.whom_to_ask", {Role.HEAD: everything}),
    Row("messaging.ask_consent", {Role.HEAD: everything}),
    Row("messaging.asked_consents", ANSWERS),
    Row("messaging.consent_answers", ANSWERS),
    Row("messaging.withdraw_consent", {Role.HEAD: at_own_sites}),
)

# What comes outside the product, and when
policy(
    Row("messaging.choose_groups", {Role.MEMBER: everything}),
    Row("messaging.set_quiet", {Role.MEMBER: everything}),
)
