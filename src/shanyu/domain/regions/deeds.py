"""What each audited verb of divisions is called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from shanyu.kernel.door.deeds import deeds

deeds(
    {
        "regions.close_region": _("撤销一个地区"),
        "regions.save_boundaries": _("保存地区边界"),
        "regions.save_ground": _("保存地图底图"),
        "regions.save_network": _("保存步行路网"),
        "regions.save_populations": _("保存人口数"),
        "regions.save_regions": _("保存地区名录"),
    }
)
