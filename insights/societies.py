"""五社 and 五联五共, as they are counted."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Society(models.TextChoices):
    """五社: as `communities.wording` names them for a place."""

    COMMUNITY = "community", _("社区")
    ORGANIZATIONS = "organizations", _("社会组织")
    SOCIAL_WORKERS = "social_workers", _("社会工作者")
    VOLUNTEERS = "volunteers", _("社区志愿者")
    CHARITY = "charity", _("社会慈善资源")


class Tag(models.TextChoices):
    """五联五共."""

    PARTY = "party", _("党建联动")
    BRANCHES = "branches", _("支部联抓")
    BUILDING = "building", _("社区联建")
    ACTIVITIES = "activities", _("活动联办")
    PROBLEMS = "problems", _("难题联解")
    RESOURCES = "resources", _("资源共链")
    COUNSEL = "counsel", _("问题共商")
    SERVICES = "services", _("服务共创")
    VOLUNTEERING = "volunteering", _("志愿共行")
    FUTURE = "future", _("发展共谋")
