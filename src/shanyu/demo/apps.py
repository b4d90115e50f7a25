from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "shanyu.demo"
    label = "demo"

    def ready(self) -> None:
        from shanyu.demo import introduction
