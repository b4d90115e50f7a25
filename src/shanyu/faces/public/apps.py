from django.apps import AppConfig


class PublicFaceConfig(AppConfig):
    name = "shanyu.faces.public"
    label = "face_public"
