"""What the verbs of providers say when they say no."""

from django.utils.translation import gettext_lazy as _

from shanyu.kernel.door import Refusal


class TooManyFavourites(Refusal):
    says = _("收藏已满 %(most)s 个。")
    next_step = _("请先取消一些收藏，再添加这一个。")
