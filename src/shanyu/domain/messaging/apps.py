from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "shanyu.domain.messaging"
    label = "messaging"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from shanyu.domain.messaging import actions, closing, confirming, deeds, jobs, policy, queries
