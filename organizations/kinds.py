"""What kinds of organisations there are, and to which family each belongs: data, read aloud.

社会组织 are registered with civil affairs, filed with the street, or looked after by the
community until they are either; 共建单位 are bodies with another purpose that lend a hand; the
Party's and the mass organisations (群团) stand beside them and need no number of that kind.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Family(models.TextChoices):
    SOCIAL = "social", _("社会组织")
    PARTNER = "partner", _("共建单位")
    PARTY = "party", _("党组织")
    MASS = "mass", _("群团组织")


class Kind(models.TextChoices):
    SOCIETY = "society", _("社会团体")
    SERVICE_AGENCY = "service_agency", _("社会服务机构")
    FOUNDATION = "foundation", _("基金会")
    LIFE_SERVICE = "life_service", _("生活服务类社区社会组织")
    CULTURE_SPORT = "culture_sport", _("文体活动类社区社会组织")
    PUBLIC_BENEFIT = "public_benefit", _("公益慈善类社区社会组织")
    MUTUAL_AID = "mutual_aid", _("邻里互助类社区社会组织")
    SELF_GOVERNANCE = "self_governance", _("居民议事类社区社会组织")
    FARMING = "farming", _("农技服务类社区社会组织")

    ORGAN = "organ", _("机关")
    PUBLIC_INSTITUTION = "public_institution", _("事业单位")
    ENTERPRISE = "enterprise", _("企业")
    SCHOOL = "school", _("学校")
    HOSPITAL = "hospital", _("医院")
    MILITARY = "military", _("部队")
    NEW_ECONOMY = "new_economy", _("新经济组织")
    NEW_SOCIAL = "new_social", _("新社会组织")
    SOCIAL_ENTERPRISE = "social_enterprise", _("社会企业")
    PROPERTY = "property", _("物业企业")
    OTHER_UNIT = "other_unit", _("其他单位")

    COMMUNITY_COMMITTEE = "community_committee", _("社区（村）党委")
    GENERAL_BRANCH = "general_branch", _("党总支")
    BRANCH = "branch", _("党支部")
    SECTOR_COMMITTEE = "sector_committee", _("行业党委")

    YOUTH_LEAGUE = "youth_league", _("共青团")
    WOMEN = "women", _("妇联")
    TRADE_UNION = "trade_union", _("工会")
    DISABLED = "disabled", _("残联")
    RED_CROSS = "red_cross", _("红十字会")
    SCIENCE = "science", _("科协")


K, F = Kind, Family

LEGAL_PERSONS = (K.SOCIETY, K.SERVICE_AGENCY, K.FOUNDATION)
"""They exist only once civil affairs has registered them."""

KINDS_OF: dict[Family, tuple[Kind, ...]] = {
    F.SOCIAL: (
        *LEGAL_PERSONS,
        K.LIFE_SERVICE,
        K.CULTURE_SPORT,
        K.PUBLIC_BENEFIT,
        K.MUTUAL_AID,
        K.SELF_GOVERNANCE,
        K.FARMING,
    ),
    F.PARTNER: (
        K.ORGAN,
        K.PUBLIC_INSTITUTION,
        K.ENTERPRISE,
        K.SCHOOL,
        K.HOSPITAL,
        K.MILITARY,
        K.NEW_ECONOMY,
        K.NEW_SOCIAL,
        K.SOCIAL_ENTERPRISE,
        K.PROPERTY,
        K.OTHER_UNIT,
    ),
    F.PARTY: (K.COMMUNITY_COMMITTEE, K.GENERAL_BRANCH, K.BRANCH, K.SECTOR_COMMITTEE),
    F.MASS: (K.YOUTH_LEAGUE, K.WOMEN, K.TRADE_UNION, K.DISABLED, K.RED_CROSS, K.SCIENCE),
}

FAMILY_OF: dict[str, Family] = {
    kind: family for family, kinds in KINDS_OF.items() for kind in kinds
}

CODE_BEGINS: dict[str, str] = {K.SOCIETY: "51", K.SERVICE_AGENCY: "52", K.FOUNDATION: "53"}
"""How civil affairs begins the credit code of each (GB 32100)."""


class Registration(models.TextChoices):
    REGISTERED = "registered", _("已登记")
    FILED = "filed", _("已备案")
    MANAGED = "managed", _("社区管理")
    NONE = "none", _("不需登记")


R = Registration

REGISTRATIONS_OF: dict[Family, tuple[Registration, ...]] = {
    F.SOCIAL: (R.REGISTERED, R.FILED, R.MANAGED),
    F.PARTNER: (R.REGISTERED, R.NONE),
    F.PARTY: (R.NONE,),
    F.MASS: (R.REGISTERED, R.NONE),
}
