from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "shanyu.domain.messaging"
    label = "messaging"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from shanyu.domain.messaging import (
            actions,
            broadcasts,
            closing,
            confirming,
            deeds,
            digest,
            jobs,
            keeping,
            policy,
            queries,
        )
