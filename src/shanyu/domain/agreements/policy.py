"""Who may do what with agreements and fees: the guardians of the child, and the site that has accepted it."""

from shanyu.domain.enrolment.reach import at_own_site, of_own_child, own_cases
from shanyu.domain.providers.policy import HEADS
from shanyu.kernel.door import Role, Row, policy

OWN_CASE = {Role.GUARDIAN: own_cases}
AT_THE_SITE = at_own_site("site")
OWN_PAPER = {Role.GUARDIAN: of_own_child("case")}
PAPER_AT_THE_SITE = at_own_site("case__site")

# Either side reads, draws up anew, proposes and takes back.
policy(
    Row("agreements.agreement", OWN_CASE | AT_THE_SITE),
    Row("agreements.fees", OWN_CASE | AT_THE_SITE),
    Row("agreements.classes", OWN_CASE | AT_THE_SITE),
    Row("agreements.preview_change", OWN_CASE | AT_THE_SITE),
    Row("agreements.draw_up", OWN_CASE | AT_THE_SITE),
    Row("agreements.propose_change", OWN_CASE | AT_THE_SITE),
    Row("agreements.make_statement", OWN_CASE | AT_THE_SITE),
    Row("agreements.withdraw_change", OWN_PAPER | PAPER_AT_THE_SITE),
    Row("agreements.read_paper", OWN_PAPER | PAPER_AT_THE_SITE),
    Row("agreements.read_statement", OWN_PAPER | PAPER_AT_THE_SITE),
)

# Either side reads what was paid; the site alone writes it down.
PAYMENT_AT_THE_SITE = at_own_site("site")
policy(
    Row("agreements.payments", OWN_CASE | AT_THE_SITE),
    Row("agreements.read_receipt", OWN_PAPER | PAYMENT_AT_THE_SITE),
    Row("agreements.record_payment", AT_THE_SITE),
    Row("agreements.reverse_payment", PAYMENT_AT_THE_SITE),
)

# Each side signs for itself.
policy(
    Row("agreements.sign", OWN_CASE),
    Row("agreements.sign_change", OWN_PAPER),
    Row("agreements.countersign", AT_THE_SITE),
    Row("agreements.countersign_change", PAPER_AT_THE_SITE),
    Row("agreements.waiting_changes", HEADS),
)
