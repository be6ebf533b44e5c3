"""Pairing agreements (结对共建): a community and a unit, three lists, and a look at each year."""

from datetime import date, timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Count, F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.access import NOTHING, is_official, reaches
from communities.models import Area
from core.models import RowScope
from grids import periods
from grids.access import runs_community
from organizations.models.organizations import REMIND_BEFORE, Organization
from organizations.partner_workflow import OPEN, AgreementKind, LineStatus, PairingStatus

OF_AN_AGREEMENT = RowScope(
    community="community_id",
    organization="organization_id",
    with_owner="organizations_pairing.pairing_id",
)
"""Its two sides, and by the agreement itself its third party."""


def both_sides(viewer: Viewer) -> Q:
    """The community, and the unit."""
    rule = runs_community(viewer)
    if viewer.organization_ids:
        rule |= Q(organization_id__in=viewer.organization_ids)
    return rule


def over_the_place(viewer: Viewer) -> Q:
    """The street and the district above it."""
    return reaches(viewer, grid="") if is_official(viewer) else NOTHING


class PairingQuerySet(models.QuerySet["Pairing"]):
    def standing(self) -> "PairingQuerySet":
        return self.filter(status__in=OPEN)

    def ending(self, day: date | None = None) -> "PairingQuerySet":
        """Signed, and over within a month."""
        today = day or timezone.localdate()
        return self.filter(
            status=PairingStatus.RUNNING, ends_on__range=(today, today + REMIND_BEFORE)
        )

    def over(self, day: date | None = None) -> "PairingQuerySet":
        return self.filter(status=PairingStatus.RUNNING, ends_on__lt=day or timezone.localdate())

    def with_progress(self) -> "PairingQuerySet":
        """`total` lines that were not dropped, and how many of them are `done`."""
        kept = ~Q(lines__status=LineStatus.DROPPED)
        return self.annotate(
            total=Count("lines", filter=kept),
            done=Count("lines", filter=Q(lines__status=LineStatus.DONE)),
        )

    def visible_to(self, viewer: Viewer) -> "PairingQuerySet":
        """The two sides, the third party of a school's agreement, the street above."""
        rule = both_sides(viewer) | over_the_place(viewer)
        if viewer.organization_ids:
            rule |= Q(third_id__in=viewer.organization_ids)
        return self.filter(rule)

    def manageable_by(self, viewer: Viewer) -> "PairingQuerySet":
        return self.filter(both_sides(viewer))


class Pairing(models.Model):
    """One agreement. Both sides read it, both sides keep its lists; the community signs and ends
    it, papers at hand."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="pairings", verbose_name=_("共建单位")
    )
    kind = models.CharField(
        _("哪一种协议"), max_length=12, choices=AgreementKind, default=AgreementKind.PAIRING
    )
    title = models.CharField(_("协议名称"), max_length=60)
    goal = models.CharField(_("共建目标"), max_length=200, blank=True)
    starts_on = models.DateField(_("从哪天起"))
    ends_on = models.DateField(_("到哪天（含）"))
    third = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="third_in",
        verbose_name=_("第三方"),
    )
    """Of an agreement with a school: it reads all of it, and keeps none of its lists."""
    third_part = models.CharField(_("第三方做什么"), max_length=80, blank=True, editable=False)
    signed_on = models.DateField(_("签订日期"), null=True, blank=True, editable=False)
    status = models.CharField(
        _("状态"),
        max_length=8,
        choices=PairingStatus,
        default=PairingStatus.DRAFT,
        editable=False,
    )
    reason = models.CharField(_("结束原因"), max_length=200, blank=True, editable=False)
    drafted_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("拟定人")
    )
    drafted_at = models.DateTimeField(_("拟定时间"), db_default=Now(), editable=False)

    objects = PairingQuerySet.as_manager()
    row_scope = RowScope(community="community_id", organization="organization_id", third="third_id")
    leads_elsewhere = ("organization", "third")
    """A unit comes from wherever it stands."""

    class Meta:
        verbose_name = _("结对共建协议")
        verbose_name_plural = _("结对共建协议")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "community", "kind"],
                condition=Q(status__in=["draft", "running"]),
                name="pairing_once_while_standing",
            ),
            models.CheckConstraint(
                name="pairing_kind_known", condition=Q(kind__in=AgreementKind.values)
            ),
            models.CheckConstraint(
                name="pairing_third_of_a_school",
                condition=Q(third__isnull=True, third_part="")
                | Q(third__isnull=False, kind="university")
                & ~Q(third=F("organization"))
                & ~Q(third_part=""),
            ),
            models.CheckConstraint(
                name="pairing_status_known", condition=Q(status__in=PairingStatus.values)
            ),
            models.CheckConstraint(
                name="pairing_ends_after_start", condition=Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="pairing_runs_since_signed",
                condition=Q(status="draft", signed_on__isnull=True)
                | Q(status__in=["running", "ended"], signed_on__isnull=False)
                | Q(status="stopped"),
            ),
            models.CheckConstraint(
                name="pairing_stopped_for_a_reason",
                condition=Q(status="stopped") & ~Q(reason="") | ~Q(status="stopped") & Q(reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["community", "status", "ends_on"], name="pairing_list"),
            models.Index(fields=["ends_on"], name="pairing_ending", condition=Q(status="running")),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def ends_soon(self) -> bool:
        left: timedelta = self.ends_on - timezone.localdate()
        return self.status == PairingStatus.RUNNING and timedelta() <= left <= REMIND_BEFORE


class PairingLine(models.Model):
    """One line: what the community needs, what the unit has, what they do together."""

    class Kind(models.TextChoices):
        NEED = "need", _("需求清单")
        RESOURCE = "resource", _("资源清单")
        PROJECT = "project", _("项目清单")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name=_("共建单位")
    )
    pairing = models.ForeignKey(
        Pairing, models.CASCADE, related_name="lines", verbose_name=_("协议")
    )
    kind = models.CharField(_("哪张清单"), max_length=8, choices=Kind)
    text = models.CharField(_("内容"), max_length=120)
    due_on = models.DateField(_("哪天前办成"), null=True, blank=True)
    status = models.CharField(
        _("进展"), max_length=8, choices=LineStatus, default=LineStatus.PLANNED, editable=False
    )
    note = models.CharField(_("办得怎样"), max_length=200, blank=True, editable=False)
    moved_on = models.DateField(_("最近一次进展"), null=True, blank=True, editable=False)

    objects = models.Manager()
    row_scope = OF_AN_AGREEMENT
    leads_elsewhere = ("organization",)

    class Meta:
        verbose_name = _("共建清单")
        verbose_name_plural = _("共建清单")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pairing", "kind", "text"], name="pairing_line_said_once"
            ),
            models.CheckConstraint(
                name="pairing_line_kind_known",
                condition=Q(kind__in=["need", "resource", "project"]),
            ),
            models.CheckConstraint(
                name="pairing_line_status_known", condition=Q(status__in=LineStatus.values)
            ),
            models.CheckConstraint(
                name="pairing_line_over_says_how",
                condition=Q(status__in=["planned", "doing"]) | ~Q(note=""),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        return self.status in {LineStatus.PLANNED, LineStatus.DOING}

    @property
    def is_late(self) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < timezone.localdate()


class AgreementTerm(models.Model):
    """A term of a school that works with the community: its days, and what is planned in it."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name=_("共建单位")
    )
    pairing = models.ForeignKey(
        Pairing, models.CASCADE, related_name="terms", verbose_name=_("协议")
    )
    name = models.CharField(_("哪个学期"), max_length=32)
    period = DateRangeField(_("期间"))
    plan = models.CharField(_("这学期打算做什么"), max_length=300)

    objects = models.Manager()
    row_scope = OF_AN_AGREEMENT
    leads_elsewhere = ("organization",)

    class Meta:
        verbose_name = _("学期安排")
        verbose_name_plural = _("学期安排")
        ordering = ["period"]
        constraints = [
            models.UniqueConstraint(fields=["pairing", "name"], name="agreement_term_named_once"),
            ExclusionConstraint(
                name="agreement_terms_do_not_overlap",
                expressions=[
                    ("pairing", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="agreement_term_has_a_plan",
                condition=~Q(plan="") & Q(period__isempty=False, period__upper_inf=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pairing} · {self.name}"

    @property
    def starts_on(self) -> date | None:
        first: date | None = self.period.lower
        return first

    @property
    def last_day(self) -> date | None:
        return periods.last_day(self.period)

    @property
    def is_now(self) -> bool:
        return bool(self.period.lower <= timezone.localdate() < self.period.upper)


class PairingYear(models.Model):
    """The annual assessment: how much of the lists was done, and the community's word on it."""

    class Grade(models.TextChoices):
        GOOD = "good", _("好")
        FAIR = "fair", _("较好")
        POOR = "poor", _("要改进")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name=_("共建单位")
    )
    pairing = models.ForeignKey(
        Pairing, models.CASCADE, related_name="years", verbose_name=_("协议")
    )
    year = models.PositiveSmallIntegerField(_("年度"))
    grade = models.CharField(_("评定"), max_length=4, choices=Grade)
    done = models.PositiveSmallIntegerField(_("办成几项"))
    total = models.PositiveSmallIntegerField(_("共几项"))
    note = models.CharField(_("说明"), max_length=200, blank=True)
    assessed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("评定人")
    )
    assessed_at = models.DateTimeField(_("评定时间"), db_default=Now())

    objects = models.Manager()
    row_scope = OF_AN_AGREEMENT
    leads_elsewhere = ("organization",)

    class Meta:
        verbose_name = _("共建年度评定")
        verbose_name_plural = _("共建年度评定")
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["pairing", "year"], name="pairing_assessed_once_a_year"
            ),
            models.CheckConstraint(
                name="pairing_grade_known", condition=Q(grade__in=["good", "fair", "poor"])
            ),
            models.CheckConstraint(
                name="pairing_no_more_done_than_there_is", condition=Q(done__lte=F("total"))
            ),
            models.CheckConstraint(
                name="pairing_poor_year_says_why", condition=~Q(grade="poor") | ~Q(note="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pairing} · {self.year}"
