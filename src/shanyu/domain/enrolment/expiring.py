"""What of enrolment is deleted when nobody needs it any more."""

from datetime import timedelta

from django.db.models import Q

from shanyu.domain.enrolment import rules
from shanyu.domain.enrolment.kinds import OPEN_REFERRALS
from shanyu.domain.enrolment.models import Case, Document, Referral
from shanyu.kernel.clock import now, today
from shanyu.kernel.models import Upload


def expire() -> int:
    """Delete documents that no case needs any more, and what sites said in referrals that are over.

    PIPL art. 19: no longer than the purpose asks; the days after a family's last case are rule `documents.kept`.
    Returns how many documents. The files go in the sweep of the store.
    """
    since = now() - timedelta(days=rules.days_kept(today()))
    needed = Case.objects.filter(Q(ended_at=None) | Q(ended_at__gte=since))
    rows = Document.objects.filter(created_at__lt=since).exclude(
        Q(child__in=needed.values("child")) | Q(household__in=needed.values("household"))
    )
    uploads = list(rows.exclude(upload=None).values_list("upload", flat=True))
    count, _by_model = rows.delete()
    Upload.objects.filter(pk__in=uploads).delete()
    over = Referral.objects.exclude(state__in=OPEN_REFERRALS).filter(modified_at__lt=since)
    over.exclude(note=None).update(note=None)
    return count
