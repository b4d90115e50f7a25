from django.apps import AppConfig


class HostFaceConfig(AppConfig):
    name = "shanyu.faces.host"
    label = "face_host"
