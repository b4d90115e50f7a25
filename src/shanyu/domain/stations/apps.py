from django.apps import AppConfig


class StationsConfig(AppConfig):
    name = "shanyu.domain.stations"
    label = "stations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from shanyu.domain.stations import actions, deeds, policy, queries
