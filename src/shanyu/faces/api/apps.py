from django.apps import AppConfig


class ApiFaceConfig(AppConfig):
    name = "shanyu.faces.api"
    label = "face_api"
