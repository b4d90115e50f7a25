from django.apps import AppConfig


class RegionsConfig(AppConfig):
    name = "shanyu.domain.regions"
    label = "regions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from shanyu.domain.regions import actions, deeds, policy, queries
