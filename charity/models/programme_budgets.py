"""What a month of a programme is meant to cost and out of what, said before it begins."""

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from charity.models.gifts import kept
from charity.models.programmes import Programme
from communities.models import Area
from core.models import RowScope


class ProgrammeBudgetQuerySet(models.QuerySet["ProgrammeBudget"]):
    def visible_to(self, viewer: Viewer) -> "ProgrammeBudgetQuerySet":
        return self.filter(kept(viewer))

    def manageable_by(self, viewer: Viewer) -> "ProgrammeBudgetQuerySet":
        return self.filter(kept(viewer))


class ProgrammeBudget(models.Model):
    """One month that is to come; once it has begun it stands as it was said."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="budgets", verbose_name=_("服务项目")
    )
    month = models.DateField(_("哪个月"))
    meals = models.PositiveIntegerField(_("预计多少人次"))
    cost = models.DecimalField(_("预计一共花多少元"), max_digits=10, decimal_places=2)
    from_fee = models.DecimalField(_("收的餐费"), max_digits=10, decimal_places=2, default=0)
    from_gift = models.DecimalField(_("捐赠"), max_digits=10, decimal_places=2, default=0)
    from_fund = models.DecimalField(_("社区基金"), max_digits=10, decimal_places=2, default=0)
    from_earned = models.DecimalField(_("社区收入"), max_digits=10, decimal_places=2, default=0)
    from_subsidy = models.DecimalField(_("补贴"), max_digits=10, decimal_places=2, default=0)
    resolution = models.CharField(_("谁同意的"), max_length=80)
    set_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )
    at = models.DateTimeField(_("时间"), db_default=Now(), editable=False)

    objects = ProgrammeBudgetQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("项目预算")
        verbose_name_plural = _("项目预算")
        constraints = [
            models.CheckConstraint(
                name="programme_budget_adds_up",
                condition=Q(
                    cost=F("from_fee")
                    + F("from_gift")
                    + F("from_fund")
                    + F("from_earned")
                    + F("from_subsidy")
                ),
            ),
            models.CheckConstraint(
                name="programme_budget_sources_are_money",
                condition=Q(
                    cost__gt=0,
                    from_fee__gte=0,
                    from_gift__gte=0,
                    from_fund__gte=0,
                    from_earned__gte=0,
                    from_subsidy__gte=0,
                ),
            ),
            models.CheckConstraint(
                name="programme_budget_somebody_agreed", condition=~Q(resolution="")
            ),
            models.UniqueConstraint(fields=["programme", "month"], name="programme_budget_once"),
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.month:%Y-%m}"


def budgeted() -> Subquery:
    """Beside a month that is settled: what it was meant to cost; nothing where nobody said."""
    rows = ProgrammeBudget.objects.filter(
        programme=OuterRef("programme_id"), month=OuterRef("month")
    )
    return Subquery(rows.values("cost")[:1])
