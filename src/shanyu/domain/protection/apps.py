from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    name = "shanyu.domain.protection"
    label = "protection"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from shanyu.domain.protection import actions, deeds, hearing, jobs, keeping, policy, queries
