"""Who of the part-time commissioners was called to which meeting and came; a word each year."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.models import Area
from core.models import RowScope
from grids.access import runs_community
from organizations.committee_workflow import MeetingStatus, SeatStatus
from organizations.models.commissioners import Commissioner
from organizations.models.organizations import Organization
from organizations.models.pairings import PairingYear, over_the_place


class CommitteeMeetingQuerySet(models.QuerySet["CommitteeMeeting"]):
    def visible_to(self, viewer: Viewer) -> "CommitteeMeetingQuerySet":
        """The community and the street above; a unit those its own were called to."""
        own = CommissionerCall.objects.filter(organization_id__in=viewer.organization_ids)
        rule = runs_community(viewer) | over_the_place(viewer)
        return self.filter(rule | Q(pk__in=own.values("meeting_id")))

    def manageable_by(self, viewer: Viewer) -> "CommitteeMeetingQuerySet":
        return self.filter(runs_community(viewer))


class CommitteeMeeting(models.Model):
    """One meeting of the community's Party committee."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    title = models.CharField(_("商量什么"), max_length=60)
    held_on = models.DateField(_("哪天"))
    status = models.CharField(
        _("状态"),
        max_length=10,
        choices=MeetingStatus,
        default=MeetingStatus.CALLED,
        editable=False,
    )
    reason = models.CharField(_("不开的原因"), max_length=200, blank=True, editable=False)
    called_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("通知人")
    )
    called_at = models.DateTimeField(_("通知时间"), db_default=Now(), editable=False)

    objects = CommitteeMeetingQuerySet.as_manager()
    row_scope = RowScope(
        community="community_id", among="organizations_commissionercall.meeting_id"
    )

    class Meta:
        verbose_name = _("兼职委员参加的会议")
        verbose_name_plural = _("兼职委员参加的会议")
        constraints = [
            models.UniqueConstraint(
                fields=["community", "held_on", "title"],
                condition=~Q(status="cancelled"),
                name="committee_meeting_called_once",
            ),
            models.CheckConstraint(
                name="committee_meeting_status_known", condition=Q(status__in=MeetingStatus.values)
            ),
            models.CheckConstraint(
                name="committee_meeting_cancelled_for_a_reason",
                condition=Q(status="cancelled") & ~Q(reason="")
                | ~Q(status="cancelled") & Q(reason=""),
            ),
        ]
        indexes = [models.Index(fields=["community", "-held_on"], name="committee_meetings")]

    def __str__(self) -> str:
        return self.title

    @property
    def has_come(self) -> bool:
        return self.held_on <= timezone.localdate()


class CommissionerCall(models.Model):
    """One of those who were called."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name=_("哪个单位")
    )
    meeting = models.ForeignKey(
        CommitteeMeeting, models.CASCADE, related_name="calls", verbose_name=_("会议")
    )
    commissioner = models.ForeignKey(
        Commissioner, models.CASCADE, related_name="calls", verbose_name=_("兼职委员")
    )
    status = models.CharField(
        _("到会"), max_length=8, choices=SeatStatus, default=SeatStatus.CALLED, editable=False
    )

    objects = models.Manager()
    row_scope = RowScope(community="community_id", organization="organization_id")
    leads_elsewhere = ("organization",)

    class Meta:
        verbose_name = _("到会")
        verbose_name_plural = _("到会")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "commissioner"], name="commissioner_called_once_to_each"
            ),
            models.CheckConstraint(
                name="commissioner_call_status_known", condition=Q(status__in=SeatStatus.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} · {self.get_status_display()}"


class CommissionerYear(models.Model):
    """The community's word on a year: how often he was called and came, and how he did."""

    Grade = PairingYear.Grade

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name=_("哪个单位")
    )
    commissioner = models.ForeignKey(
        Commissioner, models.CASCADE, related_name="years", verbose_name=_("兼职委员")
    )
    year = models.PositiveSmallIntegerField(_("年度"))
    grade = models.CharField(_("评定"), max_length=4, choices=PairingYear.Grade)
    called = models.PositiveSmallIntegerField(_("通知几次"))
    came = models.PositiveSmallIntegerField(_("到会几次"))
    note = models.CharField(_("说明"), max_length=80, blank=True)
    said_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("评定人")
    )
    said_at = models.DateTimeField(_("评定时间"), db_default=Now())

    objects = models.Manager()
    row_scope = RowScope(community="community_id", organization="organization_id")
    leads_elsewhere = ("organization",)

    class Meta:
        verbose_name = _("兼职委员年度评定")
        verbose_name_plural = _("兼职委员年度评定")
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["commissioner", "year"], name="commissioner_judged_once_a_year"
            ),
            models.CheckConstraint(
                name="commissioner_grade_known", condition=Q(grade__in=PairingYear.Grade.values)
            ),
            models.CheckConstraint(
                name="commissioner_came_no_more_than_called", condition=Q(came__lte=F("called"))
            ),
            models.CheckConstraint(
                name="commissioner_poor_year_says_why", condition=~Q(grade="poor") | ~Q(note="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commissioner} · {self.year}"
