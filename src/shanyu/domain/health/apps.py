from django.apps import AppConfig


class HealthConfig(AppConfig):
    name = "shanyu.domain.health"
    label = "health"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from shanyu.domain.health import actions, deeds, keeping, policy, queries
