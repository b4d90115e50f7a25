from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "shanyu.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from shanyu.kernel import health, open_pages, verifying
