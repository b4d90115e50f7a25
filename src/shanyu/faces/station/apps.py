from django.apps import AppConfig


class StationFaceConfig(AppConfig):
    name = "shanyu.faces.station"
    label = "face_station"
