from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "shanyu.domain.care"
    label = "care"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from shanyu.domain.care import (
            actions,
            deeds,
            duty_jobs,
            duty_policy,
            family_policy,
            floor_policy,
            jobs,
            keeping,
            policy,
            queries,
            telling,
        )
        from shanyu.domain.care.actions import tracing
        from shanyu.domain.care.queries import boards, oversight, sheets, tracings
