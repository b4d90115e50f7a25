from django.apps import AppConfig


class BookingConfig(AppConfig):
    name = "shanyu.domain.booking"
    label = "booking"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from shanyu.domain.booking import (
            actions,
            deeds,
            grants,
            jobs,
            notices,
            policy,
            queries,
            reminding,
            trust,
        )
        from shanyu.kernel.events import subscribe

        subscribe("booking.noted", trust.on_noted)
