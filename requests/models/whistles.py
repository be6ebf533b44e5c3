"""A whistle the street blows, a row for each department it calls, and what both sides say after."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.roles import (
    COMMUNITY_SECRETARY,
    COMMUNITY_STAFF,
    DISPATCHER,
    DISTRICT_OFFICIAL,
    STREET_OFFICIAL,
)
from accounts.viewer import Viewer
from communities.access import NOTHING, reaches
from communities.models import Area, Department
from core.fields import FreeLine, FreeText
from core.models import KeepsNumbers, RowScope
from requests.workflow.whistles import STANDING, WhistleKind, WhistleStatus

WHOSE = {"community": _("社区"), "street": _("街道"), "district": _("区县")}
OF_THE_PLACE = frozenset({COMMUNITY_SECRETARY, COMMUNITY_STAFF, DISPATCHER, STREET_OFFICIAL})


class WhistleQuerySet(models.QuerySet["Whistle"]):
    def standing(self) -> "WhistleQuerySet":
        return self.filter(status__in=STANDING)

    def visible_to(self, viewer: Viewer) -> "WhistleQuerySet":
        """The place and its street; a department where it was called; the district what it got."""
        return self.filter(_reads(viewer))


def _reads(viewer: Viewer) -> Q:
    if not viewer.is_staff or viewer.sleeping:
        return NOTHING
    rule = NOTHING
    if viewer.role.code in OF_THE_PLACE:
        rule |= reaches(viewer, grid="")
    if viewer.role.code == DISTRICT_OFFICIAL:
        rule |= reaches(viewer, grid="") & Q(escalated_at__isnull=False)
    if viewer.department_ids:
        called = WhistleCall.objects.filter(department_id__in=viewer.department_ids)
        issued = Q(issued_at__isnull=False)
        rule |= issued & Q(pk__in=called.values("whistle"))
    return rule


class Whistle(KeepsNumbers):
    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    street = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("街道"))
    service_request = models.ForeignKey(
        "requests.ServiceRequest",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="whistles",
        verbose_name=_("从哪件诉求来"),
    )
    kind = models.CharField(_("哪一种哨"), max_length=16, choices=WhistleKind)
    title = FreeLine(_("一句话"), max_length=60)
    body = FreeText(_("说清楚"), blank=True)
    place = FreeLine(_("到哪里"), max_length=120)
    due_at = models.DateTimeField(_("最迟报结果"))
    status = models.CharField(
        _("状态"), max_length=12, choices=WhistleStatus, default=WhistleStatus.DRAFTED
    )
    drafted_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("谁提的")
    )
    drafted_at = models.DateTimeField(_("提出时间"), db_default=Now())
    issued_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("谁吹的")
    )
    issued_at = models.DateTimeField(_("吹响时间"), null=True, editable=False)
    answer = FreeText(_("街道的话"), blank=True)
    escalated_at = models.DateTimeField(_("报到区县"), null=True, editable=False)
    closed_at = models.DateTimeField(_("结束"), null=True, editable=False)

    objects = WhistleQuerySet.as_manager()
    row_scope = RowScope(community="community_id", among="requests_whistlecall.whistle_id")

    class Meta:
        verbose_name = _("吹哨")
        verbose_name_plural = _("吹哨")
        constraints = [
            models.CheckConstraint(
                name="whistle_issued_by_somebody",
                condition=Q(status__in=["drafted", "refused"])
                | Q(issued_by__isnull=False, issued_at__isnull=False),
            ),
            models.CheckConstraint(
                name="whistle_closed_at",
                condition=Q(status__in=["closed", "refused"], closed_at__isnull=False)
                | (~Q(status__in=["closed", "refused"]) & Q(closed_at__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(fields=["community", "-drafted_at", "-id"], name="whistle_newest"),
        ]

    def __str__(self) -> str:
        return str(self.title)


class WhistleCall(KeepsNumbers):
    """One department called: acknowledged, on site, reported, each with its time."""

    class Outcome(models.TextChoices):
        SOLVED = "solved", _("解决了")
        PARTLY = "partly", _("解决了一部分")
        UNSOLVED = "unsolved", _("没解决")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    whistle = models.ForeignKey(
        Whistle, models.PROTECT, related_name="calls", verbose_name=_("吹哨")
    )
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="+", verbose_name=_("部门")
    )
    is_lead = models.BooleanField(_("牵头"), default=False)
    acknowledge_by = models.DateTimeField(_("最迟签收"), null=True)
    report_by = models.DateTimeField(_("最迟报结果"), null=True)
    acknowledged_at = models.DateTimeField(_("签收"), null=True)
    arrived_at = models.DateTimeField(_("到现场"), null=True)
    reported_at = models.DateTimeField(_("报结果"), null=True)
    outcome = models.CharField(_("结果"), max_length=12, choices=Outcome, blank=True)
    report = FreeText(_("怎么办的"), blank=True)
    acted_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("谁来的")
    )
    looked = models.PositiveSmallIntegerField(_("催过哪几次"), default=0)
    """One bit for each of LOOKS."""
    look_at = models.DateTimeField(_("下一次看"), null=True)

    row_scope = RowScope(community="community_id", department="department_id")

    class Meta:
        verbose_name = _("部门报到")
        verbose_name_plural = _("部门报到")
        ordering = ["-is_lead", "id"]
        constraints = [
            models.UniqueConstraint(fields=["whistle", "department"], name="whistle_call_once"),
            models.UniqueConstraint(
                fields=["whistle"], condition=Q(is_lead=True), name="whistle_one_lead"
            ),
            models.CheckConstraint(
                name="whistle_call_in_order",
                condition=Q(arrived_at__isnull=True) | Q(acknowledged_at__lte=F("arrived_at")),
            ),
            models.CheckConstraint(
                name="whistle_call_reports_what",
                condition=Q(reported_at__isnull=True, outcome="")
                | (Q(reported_at__isnull=False) & ~Q(outcome="")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["look_at"], name="whistle_call_look", condition=Q(look_at__isnull=False)
            ),
            models.Index(fields=["department", "-id"], name="whistle_call_of"),
        ]

    def __str__(self) -> str:
        return str(self.department)


class WhistleMark(KeepsNumbers):
    """双考核: how it came out (by at least two sides), how a department answered, how the whistle
    was blown. Each side says each thing once."""

    class About(models.TextChoices):
        RESULT = "result", _("结果")
        DEPARTMENT = "department", _("部门报到")
        WHISTLE = "whistle", _("这一哨")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    whistle = models.ForeignKey(
        Whistle, models.PROTECT, related_name="marks", verbose_name=_("吹哨")
    )
    about = models.CharField(_("评什么"), max_length=12, choices=About)
    side = models.CharField(_("哪一方"), max_length=12)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, related_name="+", verbose_name=_("部门")
    )
    """The one that is marked, or that marks."""
    grade = models.PositiveSmallIntegerField(_("几分"))
    words = FreeText(_("说一句"), blank=True)
    by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("谁评的")
    )
    at = models.DateTimeField(_("时间"), db_default=Now())

    row_scope = RowScope(community="community_id", department="department_id")

    class Meta:
        verbose_name = _("双考核")
        verbose_name_plural = _("双考核")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["whistle", "about", "side", "department"],
                name="whistle_mark_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="whistle_mark_of_five", condition=Q(grade__gte=1, grade__lte=5)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.about} {self.grade}"

    @property
    def whose(self) -> str:
        """An office by its name, the place and the street by what they are."""
        return str(self.department) if self.department else str(WHOSE.get(self.side, ""))
