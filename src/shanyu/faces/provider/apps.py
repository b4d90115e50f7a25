from django.apps import AppConfig


class ProviderFaceConfig(AppConfig):
    name = "shanyu.faces.provider"
    label = "face_provider"
