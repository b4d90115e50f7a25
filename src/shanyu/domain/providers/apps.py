from django.apps import AppConfig


class ProvidersConfig(AppConfig):
    name = "shanyu.domain.providers"
    label = "providers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from shanyu.domain.providers import actions, deeds, grants, importing, jobs, places, policy, queries
