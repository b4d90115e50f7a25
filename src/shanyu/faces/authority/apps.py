from django.apps import AppConfig


class AuthorityFaceConfig(AppConfig):
    name = "shanyu.faces.authority"
    label = "face_authority"
