"""Who may do what with a child's health: guardians all of it, sites what care needs, authorities nothing by name."""

from shanyu.domain.health.reach import CARD, OWN_EXAMS, SITE_EXAMS, WHOLE, of_own_children, own_children
from shanyu.kernel.door import Role, Row, policy

GUARDIAN = {Role.GUARDIAN: own_children}

policy(
    # Reading
    Row("health.file", WHOLE),
    Row("health.vaccinations", WHOLE),
    Row("health.entry_exams", WHOLE),
    Row("health.read_exam", OWN_EXAMS | SITE_EXAMS),
    Row("health.care_card", CARD),
    Row("health.allergies_of", CARD),
    Row("health.past_of", GUARDIAN),
    # Writing: only guardians
    Row("health.save_part", GUARDIAN),
    Row("health.say_nothing", GUARDIAN),
    Row("health.add_item", GUARDIAN),
    Row("health.remove_item", GUARDIAN),
    Row("health.confirm_part", GUARDIAN),
    Row("health.note_doses", GUARDIAN),
    Row("health.remove_dose", {Role.GUARDIAN: of_own_children}),
    Row("health.hand_in_exam", GUARDIAN),
    Row("health.fetch_exam", GUARDIAN),
    Row("health.exam_report", OWN_EXAMS),
    Row("health.remove_exam", OWN_EXAMS),
    # The site says that it has seen the report
    Row("health.check_exam", SITE_EXAMS),
)
