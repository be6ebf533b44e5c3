"""What a point is given or taken for, and which meeting of the residents said so."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from charity.models.gifts import kept
from communities.models import Area


class Source(models.TextChoices):
    """Where the fact comes from: written down at the desk, or told by another room."""

    DESK = "desk", _("社区登记")
    ACTIVITY = "activity", _("参加活动")
    SERVICE = "service", _("志愿服务")


class Per(models.TextChoices):
    NEVER = "", _("不封顶")
    MONTH = "month", _("每月")
    QUARTER = "quarter", _("每季度")
    YEAR = "year", _("每年")


class RuleQuerySet(models.QuerySet["Rule"]):
    def in_force(self, day: date | None = None) -> "RuleQuerySet":
        today = day or timezone.localdate()
        stands = Q(ends_on__isnull=True) | Q(ends_on__gte=today)
        return self.filter(stands, starts_on__lte=today)

    def visible_to(self, viewer: Viewer) -> "RuleQuerySet":
        """Everybody whose community it is: a rule nobody can read binds nobody."""
        return self.filter(community_id__in=viewer.community_ids)

    def manageable_by(self, viewer: Viewer) -> "RuleQuerySet":
        return self.filter(kept(viewer))


class Rule(models.Model):
    """Never changed: another decision is another rule, and old points name the old one."""

    class Sign(models.TextChoices):
        EARN = "earn", _("加分")
        DEDUCT = "deduct", _("扣分")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    name = models.CharField(_("为什么事"), max_length=60)
    sign = models.CharField(_("加分还是扣分"), max_length=8, choices=Sign)
    source = models.CharField(_("从哪里来"), max_length=8, choices=Source, default=Source.DESK)
    points = models.PositiveIntegerField(_("每次多少分"))
    unit = models.CharField(_("按什么算"), max_length=8, help_text=_("次、小时、月"))
    cap = models.PositiveIntegerField(_("每户最多多少分"), null=True, blank=True)
    cap_per = models.CharField(_("多久封顶"), max_length=8, choices=Per, blank=True)
    veto_days = models.PositiveSmallIntegerField(
        _("扣分后停止加分的天数"), null=True, blank=True, help_text=_("一票否决的规则才填")
    )
    meeting = models.CharField(
        _("哪次会议通过"), max_length=80, help_text=_("如：第三次居民代表会议，决议第 2 号")
    )
    adopted_on = models.DateField(_("通过日期"))
    starts_on = models.DateField(_("从哪天起"))
    ends_on = models.DateField(_("到哪天（含）"), null=True, blank=True, editable=False)

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("积分规则")
        verbose_name_plural = _("积分规则")
        constraints = [
            models.UniqueConstraint(
                fields=["community", "name"],
                condition=Q(ends_on__isnull=True),
                name="rule_in_force_once",
            ),
            models.UniqueConstraint(
                fields=["community", "source"],
                condition=Q(ends_on__isnull=True) & ~Q(source="desk"),
                name="rule_one_per_source",
            ),
            models.CheckConstraint(name="rule_is_worth_something", condition=Q(points__gt=0)),
            models.CheckConstraint(
                name="rule_cap_says_how_often",
                condition=Q(cap__isnull=True, cap_per="") | Q(cap__gt=0) & ~Q(cap_per=""),
            ),
            models.CheckConstraint(
                name="rule_was_adopted_before_it_starts",
                condition=~Q(meeting="") & Q(adopted_on__lte=models.F("starts_on")),
            ),
            models.CheckConstraint(
                name="rule_only_the_desk_deducts",
                condition=Q(sign="earn", veto_days__isnull=True)
                | Q(sign="deduct", source="desk", cap__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_deduction(self) -> bool:
        return self.sign == self.Sign.DEDUCT

    @property
    def worth(self) -> str:
        sign = "−" if self.is_deduction else "+"
        return f"{sign}{self.points} / {self.unit}"

    def period(self, day: date) -> tuple[date, date] | None:
        """From, and up to but not with, in which its cap counts."""
        match self.cap_per:
            case Per.MONTH:
                first, months = day.replace(day=1), 1
            case Per.QUARTER:
                first, months = day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1), 3
            case Per.YEAR:
                first, months = day.replace(month=1, day=1), 12
            case _:
                return None
        ahead = first.month - 1 + months
        return first, first.replace(year=first.year + ahead // 12, month=ahead % 12 + 1)
