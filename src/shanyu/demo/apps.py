from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "shanyu.demo"
    label = "demo"
