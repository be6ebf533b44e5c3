"""志愿者会: who was there, what was said, and what became of each word."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.models import Area
from core.models import RowScope
from volunteers.access import keeps_register, sees_register
from volunteers.models.shifts import Shift
from volunteers.models.teams import VolunteerTeam
from volunteers.models.volunteers import Volunteer


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, viewer: Viewer) -> "MeetingQuerySet":
        """The desk of the place, and the volunteers who serve there."""
        rule = sees_register(viewer, grid="")
        if viewer.user_id is not None:
            mine = Volunteer.objects.filter(user=viewer.user_id).values("community")
            rule |= Q(community__in=mine)
        return self.filter(rule)

    def manageable_by(self, viewer: Viewer) -> "MeetingQuerySet":
        return self.filter(keeps_register(viewer))


class Meeting(models.Model):
    """One sitting. What is said there is a row of its own."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    team = models.ForeignKey(
        VolunteerTeam, models.PROTECT, null=True, blank=True, related_name="meetings",
        verbose_name=_("哪支队伍"),
    )  # fmt: skip
    shift = models.OneToOneField(
        Shift, models.PROTECT, null=True, blank=True, editable=False, related_name="meeting",
        verbose_name=_("哪一次通知的"),
    )  # fmt: skip
    """The notice that called it; none where it was written down afterwards only."""
    title = models.CharField(_("什么会"), max_length=60)
    held_on = models.DateField(_("哪天开的"))
    place = models.CharField(_("在哪里"), max_length=60)
    present = models.ManyToManyField(
        Volunteer, blank=True, related_name="meetings", verbose_name=_("到会的志愿者")
    )
    others = models.PositiveSmallIntegerField(_("到会的其他人"), default=0)
    written_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("记录人")
    )
    written_at = models.DateTimeField(_("记录时间"), db_default=Now(), editable=False)

    objects = MeetingQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("志愿者会")
        verbose_name_plural = _("志愿者会")
        constraints = [
            models.UniqueConstraint(
                fields=["community", "title", "held_on"], name="meeting_written_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.held_on}"


class OpinionQuerySet(models.QuerySet["Opinion"]):
    def open(self) -> "OpinionQuerySet":
        return self.filter(outcome=Opinion.Outcome.OPEN)


class Opinion(models.Model):
    """意见: in words without anybody's number; it waits until it is an order or is answered."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("等办")
        ORDER = "order", _("转成诉求")
        ANSWERED = "answered", _("当场答复")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="opinions", verbose_name=_("哪次会")
    )
    words = models.CharField(_("说了什么"), max_length=90)
    said_by = models.ForeignKey(
        Volunteer, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("谁说的"),
    )  # fmt: skip
    outcome = models.CharField(
        _("结果"), max_length=8, choices=Outcome, default=Outcome.OPEN, editable=False
    )
    answer = models.CharField(_("怎么答复的"), max_length=90, blank=True, editable=False)
    order_key = models.UUIDField(_("哪一张诉求"), null=True, unique=True, editable=False)
    order_number = models.CharField(_("诉求编号"), max_length=24, blank=True, editable=False)

    objects = OpinionQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("会上的意见")
        verbose_name_plural = _("会上的意见")
        constraints = [
            models.CheckConstraint(
                name="opinion_outcome_is_shown",
                condition=Q(outcome="open", answer="", order_key__isnull=True)
                | Q(outcome="answered", order_key__isnull=True) & ~Q(answer="")
                | Q(outcome="order", order_key__isnull=False) & ~Q(order_number=""),
            )
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def is_open(self) -> bool:
        return self.outcome == self.Outcome.OPEN
