from django.apps import AppConfig


class AccountFaceConfig(AppConfig):
    name = "shanyu.faces.account"
    label = "face_account"

    def ready(self) -> None:
        from shanyu.faces.account import strength
