from django.apps import AppConfig


class EnrolmentConfig(AppConfig):
    name = "shanyu.domain.enrolment"
    label = "enrolment"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from shanyu.domain.enrolment import (
            actions,
            audiences,
            care,
            deeds,
            jobs,
            keeping,
            notices,
            policy,
            queries,
        )
