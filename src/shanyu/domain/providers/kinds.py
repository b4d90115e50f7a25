"""The vocabulary of providers: kinds of site, forms of service, age bands, papers. Names: docs/glossary.md."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SiteKind(TextChoices):
    NURSERY = "nursery", _("托育机构")
    KINDERGARTEN = "kindergarten", _("幼儿园托班")
    HOME_BASED = "home_based", _("家庭托育点")
    STATION = "station", _("成长驿站")
    CUSTODY_STATION = "custody_station", _("爱心托管站")
    SCHOOL = "school", _("学校托管")
    GUIDANCE_CENTRE = "guidance_centre", _("照护服务指导中心")
    HEALTH_CENTRE = "health_centre", _("社区卫生服务中心")
    REHABILITATION = "rehabilitation", _("儿童康复机构")


#: Kinds that care for children under three; they need an authorisation to operate.
CARE_KINDS = (SiteKind.NURSERY, SiteKind.KINDERGARTEN, SiteKind.HOME_BASED)
#: Kinds of the 托管 line (3–15 years), and those that join rehabilitation with care.
CUSTODY_KINDS = (SiteKind.CUSTODY_STATION, SiteKind.SCHOOL, SiteKind.REHABILITATION)


class StationGrade(TextChoices):
    BASIC = "basic", _("基础型")
    DEMONSTRATION = "demonstration", _("示范型")


class RunningModel(TextChoices):
    PUBLIC = "public", _("公办")
    PUBLIC_BUILT = "public_built", _("公建民营")
    PRIVATE = "private", _("民办")
    EMPLOYER = "employer", _("用人单位办")


class SiteState(TextChoices):
    DRAFT = "draft", _("未公开")
    OPEN = "open", _("开放中")
    SUSPENDED = "suspended", pgettext_lazy("状态", "暂停服务")
    CLOSED = "closed", _("已停办")


class AuthorisationKind(TextChoices):
    FILING = "filing", _("备案")
    PERMIT = "permit", _("许可")


class AuthorisationState(TextChoices):
    PENDING = "pending", _("办理中")
    VALID = "valid", _("有效")
    SUSPENDED = "suspended", pgettext_lazy("状态", "暂停")
    CANCELLED = "cancelled", _("已注销")
    REVOKED = "revoked", _("已撤销")


class CertificateKind(TextChoices):
    """Papers of a site, as the filing asks for them (国卫办人口发〔2019〕25号)."""

    LICENCE = "licence", _("营业执照或法人证书")
    PREMISES = "premises", _("场地证明或租约")
    HYGIENE = "hygiene", _("卫生评价报告")
    FIRE = "fire", _("消防安全检查合格证明")
    FOOD = "food", _("食品经营许可证")
    INSURANCE = "insurance", _("责任保险")


class CredentialKind(TextChoices):
    """Papers of a worker: typed, registrable, revocable."""

    HEALTH = "health", _("健康证明")
    NO_CRIME = "no_crime", _("无违法犯罪查询结果")
    CHILDCARE = "childcare", _("保育师证书")
    TEACHER = "teacher", _("教师资格证")
    HEAD_TRAINING = "head_training", _("负责人岗位培训")
    CARE_TRAINING = "care_training", _("保育人员培训")
    HEALTH_WORKER = "health_worker", _("保健人员培训")
    FIRST_AID = "first_aid", _("急救培训")
    GUARD = "guard", _("保安员证")


class PostRole(TextChoices):
    HEAD = "head", _("负责人")
    CARER = "carer", _("保育人员")
    HEALTH_WORKER = "health_worker", _("保健人员")
    GUARD = "guard", _("保安员")
    COOK = "cook", _("炊事员")
    STATION_KEEPER = "station_keeper", _("驿站管理员")
    NEIGHBOUR_CARER = "neighbour_carer", _("邻里照护员")
    VOLUNTEER = "volunteer", _("志愿者")


class RoomUse(TextChoices):
    LIVING = "living", _("活动区")
    SLEEPING = "sleeping", _("睡眠区")
    DINING = "dining", _("用餐区")
    FOOD_PREPARATION = "food_preparation", _("备餐区")
    WASHING = "washing", _("盥洗区")
    TOILET = "toilet", _("卫生间")
    CHANGING = "changing", _("更衣区")
    NURSING = "nursing", _("哺乳室")
    OBSERVATION = "observation", _("保健观察室")
    STAFF_REST = "staff_rest", _("休息室")
    OFFICE = "office", _("办公区")
    STORE = "store", _("储藏区")
    OUTDOOR = "outdoor", _("室外活动场地")


#: No camera may hang here (公共安全视频图像信息系统管理条例, in force 2025-04-01).
NO_CAMERA_USES = (RoomUse.WASHING, RoomUse.TOILET, RoomUse.CHANGING, RoomUse.NURSING, RoomUse.STAFF_REST)


class AgeBand(TextChoices):
    """Class types of 国卫人口发〔2019〕58号 and of school-age custody; ages and sizes are in `data/rules`."""

    INFANT = "infant", _("乳儿班")
    TODDLER = "toddler", _("托小班")
    OLDER_TODDLER = "older_toddler", _("托大班")
    MIXED = "mixed", _("混合班")
    HOME = "home", _("家庭托育")
    KINDERGARTEN_CUSTODY = "kindergarten_custody", _("幼儿托管班")
    PRIMARY_CUSTODY = "primary_custody", _("小学托管班")
    MIDDLE_CUSTODY = "middle_custody", _("初中托管班")


class ServiceForm(TextChoices):
    FULL_DAY = "full_day", _("全日托")
    HALF_DAY = "half_day", _("半日托")
    HOURLY = "hourly", _("计时托")
    DROP_IN = "drop_in", _("临时托")
    HOLIDAY = "holiday", _("假期托管")
    AFTER_SCHOOL = "after_school", _("课后托管")


class FeeUnit(TextChoices):
    MONTH = "month", _("月")
    DAY = "day", _("天")
    HOUR = "hour", _("小时")
    PERIOD = "period", _("课时")
    FREE = "free", _("免费")
