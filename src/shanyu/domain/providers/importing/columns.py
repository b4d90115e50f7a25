"""The columns of a bureau's sheet of sites, with the headings that bureaus give them and the words inside.

The public register's own names (institution_name, zoning_code …) are understood too. A running number (序号) is
read past: it changes whenever somebody sorts the sheet, so nothing may be found again by it.
"""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from shanyu.domain.providers.kinds import AuthorisationState, RunningModel, SiteKind, SiteState, StationGrade
from shanyu.domain.providers.models import Operator
from shanyu.kernel.tabular.basics import choice, decimal, integer, text, yes_no
from shanyu.kernel.tabular.cells import Cell
from shanyu.kernel.tabular.dates import date
from shanyu.kernel.tabular.hours import hours
from shanyu.kernel.tabular.identity import credit_code
from shanyu.kernel.tabular.phones import phone
from shanyu.kernel.tabular.places import datum, degrees, pair
from shanyu.kernel.tabular.prices import price
from shanyu.kernel.tabular.problems import BadCell, Doubt, say
from shanyu.kernel.tabular.schema import Column, Options, Parser

KINDS = {
    SiteKind.NURSERY: "托育机构 托育园 托育中心 托育服务机构 独立托育机构 社区托育 社区托育点 嵌入式托育 用人单位托育 "
    "托育综合服务中心 早教托育 nursery childcare",
    SiteKind.KINDERGARTEN: "幼儿园托班 托幼一体 托幼一体化 幼儿园办托 幼儿园附设托班 幼儿园 kindergarten",
    SiteKind.HOME_BASED: "家庭托育点 家庭托 家庭托育 家庭式托育 home",
    SiteKind.STATION: "成长驿站 婴幼儿成长驿站 驿站 育儿驿站 station",
    SiteKind.CUSTODY_STATION: "爱心托管站 托管站 社区托管 暑托班 托管点 custody",
    SiteKind.SCHOOL: "学校托管 学校 小学 中学 课后服务 school",
    SiteKind.GUIDANCE_CENTRE: "照护服务指导中心 指导中心 婴幼儿照护服务指导中心 guidance",
    SiteKind.REHABILITATION: "儿童康复机构 残疾儿童康复机构 康复机构 康复中心 儿童康复中心 定点康复机构 rehabilitation",
    SiteKind.HEALTH_CENTRE: "社区卫生服务中心 卫生服务中心 卫生院 医院 health",
}
MODELS = {
    RunningModel.PUBLIC: "公办 公立 国有 公建公营 事业单位办 public",
    RunningModel.PUBLIC_BUILT: "公建民营 公办民营 国有民营 委托运营 public-built",
    RunningModel.PRIVATE: "民办 私立 民营 社会力量办 民办公助 市场化 private",
    RunningModel.EMPLOYER: "用人单位办 单位办 企业办 福利性 园区办 employer",
}
STATES = {
    SiteState.OPEN: "开放中 开放 运营中 运营 营业 营业中 正常 正常运营 在营 开园 open",
    SiteState.SUSPENDED: "暂停服务 暂停 停业 歇业 暂停运营 整改 整改中 suspended",
    SiteState.CLOSED: "已停办 停办 关闭 已关闭 注销 已注销 终止 关停 closed",
    SiteState.DRAFT: "未公开 筹建 筹备 筹备中 在建 未开业 待开业 draft",
}
NATURES = {
    Operator.Nature.PUBLIC_INSTITUTION: "事业单位 事业法人 机关事业单位",
    Operator.Nature.NON_PROFIT: "社会服务机构 民办非企业 民办非企业单位 民非 非营利性 非营利 社会组织 社会团体",
    Operator.Nature.COMPANY: "企业 公司 营利性 营利 有限公司 有限责任公司 国有企业 企业法人 company",
    Operator.Nature.SOLE_TRADER: "个体工商户 个体 个体户",
    Operator.Nature.COMMUNITY: "街道或社区 街道 社区 居委会 街道办事处",
}
FILINGS = {
    AuthorisationState.VALID: "有效 已备案 备案通过 通过 已通过 是 在有效期内 valid",
    AuthorisationState.PENDING: "办理中 待备案 审核中 备案中 申请中 pending",
    AuthorisationState.SUSPENDED: "暂停 中止 suspended",
    AuthorisationState.CANCELLED: "已注销 注销 取消 已取消 cancelled",
    AuthorisationState.REVOKED: "已撤销 撤销 吊销 revoked",
    "none": "未备案 没有备案 未申请 否",
}
GRADES = {
    StationGrade.BASIC: "基础型 基础 普通 basic",
    StationGrade.DEMONSTRATION: "示范型 示范 示范性 demonstration",
}


def _words(table: dict) -> Parser:
    return choice({value: words.split() for value, words in table.items()})


def soft(parse: Parser) -> Parser:
    """For a fact one can do without: what cannot be read is left out with a remark, and the row is loaded."""

    def read(cell: Cell, options: Options) -> object:
        try:
            return parse(cell, options)
        except BadCell as bad:
            return Doubt(None, say(_("%(reason)s这一格没有采用。"), reason=bad.reason), bad.remedy)

    return read


def _zh(words: str) -> Sequence[str]:
    return words.split()


_WHO = (
    Column("serial", _zh("序号 行号"), ("no", "no."), parse=text(40)),
    Column(
        "reference",
        _zh("机构编号 机构编码 编号 园所编号 托育机构编号 机构标识码 站点编号"),
        ("reference", "site id", "site number"),
        parse=text(60),
    ),
    Column(
        "name",
        _zh("机构名称 托育机构名称 托育机构 园所名称 托育园名称 驿站名称 站点名称 单位名称 名称"),
        ("name", "institution_name", "site name", "institution name"),
        parse=text(120),
        required=True,
    ),
    Column("name_en", _zh("英文名称 英文名"), ("english name", "name_en"), parse=text(160)),
    Column(
        "operator",
        _zh(
            "运营方 运营单位 运营主体 举办单位 举办者 举办方 承办单位 法人单位 登记名称 营业执照名称 主办单位"
        ),
        ("operator", "operated by", "legal entity"),
        parse=text(120),
    ),
    Column(
        "credit_code",
        _zh("统一社会信用代码 社会信用代码 信用代码 统一信用代码"),
        ("credit_code", "credit code", "unified social credit code", "uscc"),
        parse=credit_code(),
        identity=True,
        mask=str,
    ),
    Column(
        "nature",
        _zh("单位性质 机构性质 登记类型 法人类型 经营性质"),
        ("nature",),
        parse=soft(_words(NATURES)),
    ),
    Column(
        "kind",
        _zh("机构类型 机构类别 类型 类别 服务机构类型 托育类型"),
        ("kind", "type", "institution_type", "site type"),
        parse=_words(KINDS),
    ),
    Column("station_grade", _zh("驿站类型 驿站等级 驿站级别"), ("station grade",), parse=_words(GRADES)),
    Column(
        "running_model",
        _zh("运营模式 办托性质 办托模式 举办类型 办园性质 运营性质 公办/民办"),
        ("running model", "ownership"),
        parse=_words(MODELS),
    ),
    Column(
        "inclusive",
        _zh("是否普惠 是否为普惠 普惠性 普惠 是否普惠性机构 是否普惠托育机构"),
        ("inclusive", "affordable"),
        parse=yes_no(("普惠", "普惠性"), ("非普惠", "非普惠性")),
    ),
    Column(
        "state", _zh("运营状态 营业状态 机构状态 状态 开放状态"), ("state", "status"), parse=_words(STATES)
    ),
    Column(
        "head", _zh("负责人 园长 机构负责人 负责人姓名 站长"), ("head", "person in charge"), parse=text(60)
    ),
)
_WHERE = (
    Column(
        "region",
        _zh(
            "所属街道 街道 街道(镇) 镇街 街道乡镇 乡镇街道 所在街道 属地街道 区划代码 行政区划代码 行政区划 所属区域"
        ),
        ("street", "town", "subdistrict", "zoning_code", "zoning_name", "region", "division code"),
        parse=text(60),
    ),
    Column("community", _zh("所属社区 社区 社区(村) 村社 所在社区"), ("community",), parse=text(60)),
    Column(
        "address",
        _zh("机构地址 地址 详细地址 办托地址 园所地址 所在地址 实际地址 场所地址"),
        ("address", "street address"),
        parse=text(200),
        required=True,
    ),
    Column("lon", _zh("经度 东经 x坐标"), ("lon", "lng", "longitude", "x"), parse=degrees()),
    Column("lat", _zh("纬度 北纬 y坐标"), ("lat", "latitude", "y"), parse=degrees()),
    Column("both", _zh("经纬度 坐标 位置坐标"), ("coordinates", "lnglat", "lonlat"), parse=pair()),
    Column("datum", _zh("坐标系 坐标系统 坐标类型"), ("datum", "coordinate system", "crs"), parse=datum()),
    Column(
        "phone",
        _zh("联系电话 电话 机构电话 咨询电话 服务电话 办公电话 联系方式"),
        ("phone", "telephone", "tel"),
        parse=soft(phone()),
    ),
)
_PAPERS = (
    Column("filing_number", _zh("备案编号 备案号 备案回执编号 备案证号"), ("filing number",), parse=text(60)),
    Column(
        "filing_date",
        _zh("备案日期 备案时间 备案通过时间 备案通过日期"),
        ("filing date", "filed on", "finished_time"),
        parse=date(),
    ),
    Column("filing_authority", _zh("备案机关 备案部门 备案单位"), ("filing authority",), parse=text(120)),
    Column("filing_state", _zh("备案状态 备案情况 是否备案"), ("filing status",), parse=_words(FILINGS)),
    Column(
        "filing_expires",
        _zh("备案有效期至 备案有效期 备案到期日期"),
        ("filing expires",),
        parse=date(forever=True),
    ),
    Column(
        "fire_issued",
        _zh("消防检查日期 消防合格证日期 消防证发证日期 消防验收日期 消防检查合格日期"),
        ("fire certificate date", "fire checked on"),
        parse=date(),
    ),
    Column(
        "fire_expires",
        _zh("消防有效期至 消防合格证有效期 消防证有效期 消防检查有效期至"),
        ("fire certificate expires",),
        parse=date(forever=True),
    ),
    Column(
        "opened_on",
        _zh("开办时间 开办日期 成立时间 成立日期 开园时间 开业日期 建成时间"),
        ("opened on", "founded", "opening date"),
        parse=date(month_only=True),
    ),
    Column("closed_on", _zh("停办日期 停办时间 关闭日期 注销日期"), ("closed on",), parse=date()),
)
_CARE = (
    Column(
        "floor_area",
        _zh("建筑面积 总建筑面积 场地面积 面积 使用面积"),
        ("floor area", "area"),
        parse=soft(decimal(1, 999_999, 1)),
    ),
    Column(
        "outdoor_area",
        _zh("室外面积 户外面积 室外活动面积 户外活动场地面积 室外活动场地面积"),
        ("outdoor area",),
        parse=soft(decimal(0, 99_999, 1)),
    ),
    Column(
        "places",
        _zh("托位数 托位总数 总托位 核定托位 备案托位数 托位"),
        ("places", "capacity"),
        parse=integer(0, 2000),
    ),
    Column("infant", _zh("乳儿班 乳儿班托位 乳儿班托位数"), ("infant places",), parse=integer(0, 2000)),
    Column("toddler", _zh("托小班 托小班托位 托小班托位数"), ("toddler places",), parse=integer(0, 2000)),
    Column(
        "older_toddler",
        _zh("托大班 托大班托位 托大班托位数"),
        ("older toddler places",),
        parse=integer(0, 2000),
    ),
    Column("mixed", _zh("混合班 混龄班 混合班托位 混龄班托位数"), ("mixed places",), parse=integer(0, 2000)),
    Column(
        "enrolled",
        _zh("在托人数 入托人数 实际入托人数 在托婴幼儿数 在园人数 实际收托数"),
        ("enrolled", "children enrolled"),
        parse=integer(0, 2000),
    ),
    Column(
        "full_day",
        _zh("全日托收费 全日托 全日托收费标准 全日托价格 收费标准 保育费 全日托(元/月)"),
        ("full day fee", "monthly fee", "fee"),
        parse=price("month"),
    ),
    Column(
        "half_day",
        _zh("半日托收费 半日托 半日托收费标准 半日托价格"),
        ("half day fee",),
        parse=price("month"),
    ),
    Column("hourly", _zh("计时托收费 计时托 计时托收费标准 小时托"), ("hourly fee",), parse=price("hour")),
    Column(
        "drop_in", _zh("临时托收费 临时托 临托收费 临时托收费标准"), ("drop-in fee",), parse=price("hour")
    ),
    Column("meal", _zh("伙食费 餐费 伙食费标准"), ("meal fee",), parse=soft(price("day"))),
    Column(
        "hours",
        _zh("开放时间 服务时间 营业时间 收托时间 托管时间 开园时间段"),
        ("opening hours", "hours"),
        parse=hours(),
    ),
)

COLUMNS = (*_WHO, *_WHERE, *_PAPERS, *_CARE)
