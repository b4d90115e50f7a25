from django.apps import AppConfig


class CarerFaceConfig(AppConfig):
    name = "shanyu.faces.carer"
    label = "face_carer"
