from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "shanyu.domain.programmes"
    label = "programmes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from shanyu.domain.programmes.documents import NOTICE
        from shanyu.kernel.verifying import document_kinds

        document_kinds({NOTICE: _("集中报名结果通知书")})
        from shanyu.domain.programmes import actions, deeds, jobs, keeping, policy, queries, waiving
