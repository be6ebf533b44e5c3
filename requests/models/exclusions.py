"""剔除: out of the figures only by an application that somebody above decides, with its reason."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.access import NOTHING
from communities.models import Area
from core.fields import FreeText
from core.models import KeepsNumbers, RowScope
from requests.tiers import Tier, tier_of


class ExclusionQuerySet(models.QuerySet["Exclusion"]):
    def visible_to(self, viewer: Viewer) -> "ExclusionQuerySet":
        """The desk that asked, and the street that decides."""
        tier = tier_of(viewer)
        if viewer.sleeping or tier is None or tier < Tier.COMMUNITY:
            return self.filter(NOTHING)
        return self.filter(community_id__in=viewer.community_ids)

    def manageable_by(self, viewer: Viewer) -> "ExclusionQuerySet":
        """To decide: the street, never who asked."""
        rows = self.visible_to(viewer)
        if (tier := tier_of(viewer)) is None or tier < Tier.STREET:
            return rows.none()
        return rows.exclude(asked_by_id=viewer.user_id)

    def granted(self) -> "ExclusionQuerySet":
        return self.filter(decision="granted")


class Exclusion(KeepsNumbers):
    class Reason(models.TextChoices):
        OUT_OF_SCOPE = "out_of_scope", _("不在社区和部门职责里")
        UNLAWFUL = "unlawful", _("要求不合法律规定")
        REPEATED = "repeated", _("依法办完以后同一件事反复提")
        UNREACHABLE = "unreachable", _("多次多途径联系不上")
        DUPLICATE = "duplicate", _("同一件事重复登记")

    class Decision(models.TextChoices):
        GRANTED = "granted", _("同意剔除")
        REFUSED = "refused", _("不同意，照样计入")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    service_request = models.OneToOneField(
        "requests.ServiceRequest",
        models.PROTECT,
        related_name="exclusion",
        verbose_name=_("诉求"),
    )
    reason = models.CharField(_("原因"), max_length=16, choices=Reason)
    grounds = FreeText(_("事实和依据"))
    asked_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("谁申请的")
    )
    asked_at = models.DateTimeField(_("申请时间"), db_default=Now())
    decision = models.CharField(
        _("决定"), max_length=8, choices=Decision, blank=True, editable=False
    )
    decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("谁定的")
    )
    decided_at = models.DateTimeField(_("决定时间"), null=True, editable=False)
    answer = FreeText(_("决定的理由"), blank=True, editable=False)

    objects = ExclusionQuerySet.as_manager()
    row_scope = RowScope(community="community_id", person="asked_by_id")

    class Meta:
        verbose_name = _("剔除申请")
        verbose_name_plural = _("剔除申请")
        constraints = [
            models.CheckConstraint(
                name="exclusion_decided_by_another",
                condition=Q(decision="", decided_by__isnull=True)
                | ~Q(decision="")
                & Q(decided_by__isnull=False, decided_at__isnull=False)
                & ~Q(decided_by=F("asked_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_request_id} {self.reason}"
