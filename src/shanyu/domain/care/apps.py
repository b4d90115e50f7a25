from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "shanyu.domain.care"
    label = "care"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from shanyu.domain.care import actions, deeds, jobs, policy, queries
