from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "shanyu.domain.programmes"
    label = "programmes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from shanyu.domain.programmes import actions, deeds, jobs, keeping, policy, queries
