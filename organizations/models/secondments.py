"""Secondments (挂职、下沉驻点): a unit's person is stationed in a community for a time, on days
that both have agreed."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.models import Area
from core.fields import BlindIndexField, EncryptedField, NameField
from core.models import RowScope
from core.words import listed
from core.workcalendar import Calendar, DayKind
from organizations.models.organizations import REMIND_BEFORE, Organization
from organizations.models.pairings import both_sides, over_the_place
from organizations.models.services import Weekday
from organizations.secondment_workflow import AGREED, STANDING, SecondmentStatus

_DAY = timedelta(days=1)


class SecondmentQuerySet(models.QuerySet["Secondment"]):
    def standing(self) -> "SecondmentQuerySet":
        """Agreed, or waiting for the other side."""
        return self.filter(status__in=STANDING)

    def running(self) -> "SecondmentQuerySet":
        return self.filter(status=SecondmentStatus.RUNNING)

    def stationed(self, day: date | None = None) -> "SecondmentQuerySet":
        """There on that day by what was agreed."""
        today = day or timezone.localdate()
        return self.running().filter(starts_on__lte=today, ends_on__gte=today)

    def ending(self, day: date | None = None) -> "SecondmentQuerySet":
        today = day or timezone.localdate()
        return self.running().filter(ends_on__range=(today, today + REMIND_BEFORE))

    def over(self, day: date | None = None) -> "SecondmentQuerySet":
        return self.standing().filter(ends_on__lt=day or timezone.localdate())

    def of(self, viewer: Viewer) -> "SecondmentQuerySet":
        """His own, since both have agreed on it."""
        if viewer.user_id is None:
            return self.none()
        return self.filter(user_id=viewer.user_id, status__in=AGREED)

    def visible_to(self, viewer: Viewer) -> "SecondmentQuerySet":
        """The community, the unit, the street above. Everybody reads unit, office and days."""
        return self.filter(both_sides(viewer) | over_the_place(viewer))

    def manageable_by(self, viewer: Viewer) -> "SecondmentQuerySet":
        return self.filter(both_sides(viewer))


class Secondment(models.Model):
    """Who comes, as what, from when to when, on which days, and how both came to agree."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="secondments", verbose_name=_("派出单位")
    )
    name = NameField(_("姓名"))
    phone = EncryptedField(_("手机"), mask="phone")
    phone_index = BlindIndexField(source="phone", kind="phone")
    user = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("账号"),
    )
    office = models.CharField(_("在单位的职务"), max_length=40)
    post = models.CharField(_("来做什么"), max_length=60)
    weekdays = ArrayField(
        models.PositiveSmallIntegerField(choices=Weekday),
        default=list,
        blank=True,
        verbose_name=_("每周哪几天在"),
    )
    dates = ArrayField(models.DateField(), default=list, blank=True, verbose_name=_("另外哪些日子"))
    weekly_from = models.DateField(_("每周的约定从哪天算"), editable=False)
    hours = models.CharField(_("几点到几点"), max_length=40, blank=True)
    starts_on = models.DateField(_("从哪天起"))
    ends_on = models.DateField(_("到哪天（含）"))
    status = models.CharField(
        _("状态"),
        max_length=8,
        choices=SecondmentStatus,
        default=SecondmentStatus.PROPOSED,
        editable=False,
    )
    ended_on = models.DateField(_("结束日期"), null=True, blank=True, editable=False)
    reason = models.CharField(_("原因"), max_length=200, blank=True, editable=False)
    from_unit = models.BooleanField(_("单位提出的"), default=False, editable=False)
    proposed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("提出人")
    )
    proposed_at = models.DateTimeField(_("提出时间"), db_default=Now(), editable=False)
    paper = models.CharField(_("凭哪份来函"), max_length=80, blank=True, editable=False)
    agreed_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("登记同意的人"),
    )
    agreed_at = models.DateTimeField(_("同意时间"), null=True, editable=False)

    objects = SecondmentQuerySet.as_manager()
    row_scope = RowScope(community="community_id", person="user_id", organization="organization_id")
    leads_elsewhere = ("organization",)
    """A unit comes from wherever it stands."""

    class Meta:
        verbose_name = _("挂职驻点")
        verbose_name_plural = _("挂职驻点")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "community", "phone_index"],
                condition=Q(status__in=["proposed", "running"]) & ~Q(phone_index=""),
                name="secondment_once_while_standing",
            ),
            models.CheckConstraint(
                name="secondment_status_known", condition=Q(status__in=SecondmentStatus.values)
            ),
            models.CheckConstraint(
                name="secondment_ends_after_start", condition=Q(ends_on__gt=F("starts_on"))
            ),
            models.CheckConstraint(
                name="secondment_has_days",
                condition=Q(weekdays__contained_by=[1, 2, 3, 4, 5, 6, 7])
                & (Q(weekdays__len__gt=0) | Q(dates__len__gt=0)),
            ),
            models.CheckConstraint(
                name="secondment_says_as_what", condition=~Q(office="") & ~Q(post="")
            ),
            models.CheckConstraint(
                name="secondment_agreed_at_a_time",
                condition=Q(status__in=["proposed", "declined"], agreed_at__isnull=True)
                | Q(status__in=["running", "ended", "stopped"], agreed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="secondment_over_on_a_day",
                condition=Q(status__in=["proposed", "running"], ended_on__isnull=True)
                | Q(status__in=["declined", "ended", "stopped"], ended_on__isnull=False),
            ),
            models.CheckConstraint(
                name="secondment_stopped_for_a_reason",
                condition=~Q(status__in=["declined", "stopped"]) | ~Q(reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["community", "status", "ends_on"], name="secondments"),
            models.Index(
                fields=["ends_on"],
                name="secondments_standing",
                condition=Q(status__in=["proposed", "running"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} · {self.office}"

    @property
    def is_running(self) -> bool:
        return self.status == SecondmentStatus.RUNNING

    @property
    def ends_soon(self) -> bool:
        return self.is_running and self.ends_on - timezone.localdate() <= REMIND_BEFORE

    @property
    def last_day(self) -> date:
        """The last on which he is, or was, stationed."""
        return min(self.ended_on or self.ends_on, self.ends_on)

    def years_served(self) -> range:
        """In which he was there, up to this one; none before both agreed, or before he came."""
        last = min(self.last_day, timezone.localdate())
        if self.status not in AGREED or last < self.starts_on:
            return range(0)
        return range(self.starts_on.year, last.year + 1)

    @property
    def days_in_words(self) -> str:
        """每周二、周四, and the other dates that are still to come."""
        days = list(self.weekdays)
        said = []
        if len(days) == 7:
            said.append(gettext("每天"))
        elif days == [1, 2, 3, 4, 5]:
            said.append(gettext("周一到周五"))
        elif days:
            named = listed(str(Weekday(day).label) for day in days)
            said.append(gettext("每{days}").format(days=named))
        said += [day.isoformat() for day in self.dates if day >= timezone.localdate()]
        return listed(said)

    def due_between(self, first: date, last: date) -> Iterator[date]:
        """The days on which he is to be there. On a holiday only when that very date was named.

        What was agreed weekly before `weekly_from` stands among the dates, day by day: a change
        of plan does not change what was to be done last month."""
        calendar = Calendar()
        day, end = max(first, self.starts_on), min(last, self.last_day)
        dates = set(self.dates)
        while day <= end:
            weekly = day >= self.weekly_from and day.isoweekday() in self.weekdays
            if day in dates or (weekly and calendar.kind_of(day) != DayKind.HOLIDAY):
                yield day
            day += _DAY
