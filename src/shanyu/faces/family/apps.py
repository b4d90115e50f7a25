from django.apps import AppConfig


class FamilyFaceConfig(AppConfig):
    name = "shanyu.faces.family"
    label = "face_family"
