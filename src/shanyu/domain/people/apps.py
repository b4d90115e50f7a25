from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "shanyu.domain.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from shanyu.domain.people import actions, deeds, grants, jobs, policy, queries, resealing
