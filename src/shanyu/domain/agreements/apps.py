from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgreementsConfig(AppConfig):
    name = "shanyu.domain.agreements"
    label = "agreements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from shanyu.domain.agreements import (
            actions,
            deeds,
            documents,
            hearing,
            jobs,
            keeping,
            policy,
            queries,
        )
        from shanyu.kernel.verifying import document_kinds

        document_kinds(
            {
                documents.AGREEMENT: _("托育服务协议"),
                documents.CHANGE: _("托育服务协议变更"),
                documents.STATEMENT: _("托育费通知单"),
            }
        )
