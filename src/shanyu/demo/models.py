"""The mark that a database holds a demo city."""

from django.db import models

from shanyu.kernel.models import Stamped


class DemoCity(Stamped):
    """Which city was built here, planned for which day. Written last, in the transaction of all the rest."""

    scale = models.CharField(max_length=10)
    seed = models.BigIntegerField()
    today = models.DateField()

    def __str__(self) -> str:
        return f"{self.scale} {self.seed}"
