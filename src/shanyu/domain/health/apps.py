from django.apps import AppConfig


class HealthConfig(AppConfig):
    name = "shanyu.domain.health"
    label = "health"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from shanyu.domain.health import actions, deeds, keeping, policy, queries
        from shanyu.domain.health.documents import EXAM
        from shanyu.kernel.verifying import document_kinds

        document_kinds({EXAM: _("入托体检结果")})
