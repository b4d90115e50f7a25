from django.apps import AppConfig


class WeeklyConfig(AppConfig):
    name = "shanyu.domain.weekly"
    label = "weekly"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from shanyu.domain.weekly import actions, deeds, jobs, policy, queries
