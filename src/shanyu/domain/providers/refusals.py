"""What the verbs of providers say when they say no."""

from django.utils.translation import gettext_lazy as _

from shanyu.kernel.door import Refusal


class TooManyFavourites(Refusal):
    says = _("收藏已满 %(most)s 个。")
    next_step = _("请先取消一些收藏，再添加这一个。")


# The page of a site


class NothingToPublish(Refusal):
    says = _("没有待发布的草稿，家长看到的就是最新的一版。")
    next_step = _("要改动内容，请先编辑并保存草稿。")


class PageEmpty(Refusal):
    says = _("草稿里还没有机构介绍，不能发布。")
    next_step = _("请写几句介绍，保存后再发布。")


class DraftChanged(Refusal):
    says = _("您编辑期间，%(who)s 保存过这份草稿。")
    next_step = _("您写的内容还在下面。请对照对方的改动，确认后再保存一次。")


# Rooms and classes


class CameraForbidden(Refusal):
    says = _("%(use)s不得安装摄像头（《公共安全视频图像信息系统管理条例》，2025年4月1日起施行）。")
    next_step = _("如已安装，请先拆除；用途填错了，请改用途后再保存。")


class NameTaken(Refusal):
    says = _("本机构已有“%(name)s”。")
    next_step = _("请换一个名称。")


class RoomInUse(Refusal):
    says = _("“%(name)s”里还有 %(classes)s 个班，不能删除。")
    next_step = _("请先把班级换到别的房间。")


class ClassTooLarge(Refusal):
    says = _("%(band)s最多 %(most)s 人（%(rule)s）。")
    next_step = _("请减少核定托位，或分成两个班。")


class FewerThanHere(Refusal):
    """The numbers would leave out children whose places the platform itself keeps."""

    says = _("经本平台已入托 %(placed)s 个孩子，另有 %(held)s 个托位已许给家庭，填写的数不能比这更少。")
    next_step = _("请把经平台入托和已许出的托位也算在内。")


class OverLicensed(Refusal):
    says = _("已入托与留位之和超过了核定托位，没有保存。")
    next_step = _(
        "请核对三个数字：核定不少于已入托加留位。现在是核定 %(licensed)s、已入托 %(placed)s、留位 %(held)s。"
    )


class ClassNotEmpty(Refusal):
    says = _("“%(name)s”还有 %(children)s 名孩子或留位，不能关闭。")
    next_step = _("请先转班或办完退托，把已入托和留位改为 0。")


# Fees and hours


class OverCap(Refusal):
    says = _("普惠机构的收费不得高于 %(cap)s 元（%(source)s）。")
    next_step = _("请降低收费；如不再是普惠机构，请先向区卫生健康部门办理变更。")


class LaterOffer(Refusal):
    says = _("%(day)s起已经公布过同一服务的收费。")
    next_step = _("请从更晚的一天开始，或先停止那一项。")


# Staff and papers


class NameDiffers(Refusal):
    says = _("这个证件号已登记在另一个姓名之下，没有添加。")
    next_step = _("请核对身份证原件；确认无误仍不能添加，请联系区卫生健康部门。")


class AlreadyPosted(Refusal):
    says = _("这位人员在这段时间里已有同样的岗位。")
    next_step = _("请在名单中找到这位人员，修改或先结束原来的岗位。")


class NotYoursToAppoint(Refusal):
    says = _("负责人和驿站管理员由运营方登记。")
    next_step = _("请联系运营方办理；其他岗位您可以直接办理。")


class PaperAlreadyThere(Refusal):
    says = _("%(day)s签发的同类证照已经登记过。")
    next_step = _("请核对签发日期；登记错了，请先作废原来那一份。")


class NoFile(Refusal):
    says = _("这份证照没有上传附件。")
    next_step = _("可以在续期时一并上传。")


class FileLost(Refusal):
    says = _("附件没有找到，登记的信息仍然完整。")
    next_step = _("请重新上传附件，并把时间告诉平台管理员。")


# Authorisation and the state of a site


class AuthorisationOverlaps(Refusal):
    says = _("这段时间里已有一份有效或暂停的同类备案（许可）。")
    next_step = _("请先注销原来的，或修改起止日期。")


class StateNotAllowed(Refusal):
    says = _("场所现在是“%(state)s”，不能这样改。")
    next_step = _("请刷新后核对场所状态。")


class PageNeeded(Refusal):
    says = _("还没有发布介绍页，家长看不到内容，所以还不能开放。")
    next_step = _("请先写好并发布介绍页。")


class SiteNotEmpty(Refusal):
    says = _("还有 %(children)s 名孩子在托，不能停办。")
    next_step = _("请先安排好这些孩子的转托。")


# The link to one's own papers, and who acts for whom


class LinkGone(Refusal):
    """Unknown, used, withdrawn and expired links look the same."""

    says = _("这个链接已经用过、被新的代替或过期了。")
    next_step = _("请机构负责人再发一个新的链接。")


class WorkerHasAccount(Refusal):
    says = _("这位人员已经绑定了账号。")
    next_step = _("请本人直接登录查看；绑错了账号，请联系平台管理员。")


class AlreadyAWorker(Refusal):
    says = _("您的账号已经绑定了另一份人员档案。")
    next_step = _("一个账号只能绑定一个人。请用本人的账号登录后再打开链接；档案重复了，请告诉机构负责人。")


class NotThisWorker(Refusal):
    says = _("这个链接是给另一个人的，与您账号核验过的身份不一致。")
    next_step = _("请不要转发，并请机构负责人重新发给本人。")


class OnlyAppointedPosts(Refusal):
    says = _("主管部门只登记负责人和驿站管理员，其他岗位由机构自己登记。")
    next_step = _("请先登记负责人，再由负责人添加其他人员。")


class ActsAlready(Refusal):
    says = _("这个账号在这段时间里已经代表这家运营方。")
    next_step = _("要改期限，请先结束原来的授权。")


class OwnOperatorPost(Refusal):
    says = _("不能给自己授权，也不能结束自己的授权。")
    next_step = _("请另一位有权限的同事办理。")
