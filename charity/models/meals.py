"""A day's menu with its places, and one row for each meal of it: seat by seat, to the door."""

from datetime import date

from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from charity.models.diners import Diner
from charity.models.gifts import kept
from charity.models.programmes import Programme
from charity.programme_workflow import HAD, MealStatus, Way, WhyFailed
from communities.models import Area
from core.fields import FreeLine
from core.models import KeepsNumbers, RowScope


class MealDayQuerySet(models.QuerySet["MealDay"]):
    def open(self) -> "MealDayQuerySet":
        """One may still say yes or no to it."""
        return self.filter(called_off="", cut_off__gt=timezone.now())

    def counted(self) -> "MealDayQuerySet":
        meals = Q(meals__status=MealStatus.CANCELLED)
        return self.annotate(
            taken=Count("meals", filter=~meals),
            brought=Count("meals", filter=~meals & Q(meals__way=Way.HOME)),
            had=Count("meals", filter=Q(meals__status__in=HAD)),
            failed=Count("meals", filter=Q(meals__status=MealStatus.FAILED)),
        )

    def visible_to(self, viewer: Viewer) -> "MealDayQuerySet":
        return self.filter(programme__in=Programme.objects.visible_to(viewer).values("pk"))


class MealDay(models.Model):
    """What there is, for how many, and until when one says so. Everybody may read it."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="days", verbose_name=_("服务项目")
    )
    day = models.DateField(_("哪天"))
    dishes = models.CharField(_("吃什么"), max_length=90)
    places = models.PositiveSmallIntegerField(_("做多少份"))
    cut_off = models.DateTimeField(_("几点以前可以改"))
    called_off = models.CharField(_("为什么停一天"), max_length=60, blank=True, editable=False)

    objects = MealDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("一天的饭")
        verbose_name_plural = _("一天的饭")
        constraints = [
            models.UniqueConstraint(fields=["programme", "day"], name="meal_day_once"),
            models.CheckConstraint(name="meal_day_feeds_somebody", condition=Q(places__gte=1)),
        ]
        indexes = [models.Index(fields=["programme", "-day"], name="meal_days_newest")]

    def __str__(self) -> str:
        return f"{self.programme} {self.day:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        return not self.called_off and timezone.now() < self.cut_off

    @property
    def is_over(self) -> bool:
        return self.day < timezone.localdate()

    @property
    def shows_diet(self) -> bool:
        """From when nobody can change it any more until the day is over: then the kitchen and
        the carriers read what somebody must not eat, and at no other time."""
        closed = timezone.now() >= self.cut_off and not self.called_off
        return (closed or self.day == timezone.localdate()) and not self.is_over


class MealQuerySet(models.QuerySet["Meal"]):
    def with_doors(self) -> "MealQuerySet":
        """With whose it is and where he lives."""
        home = "diner__resident__household__dwelling__building__estate"
        return self.select_related(home, "carrier", "community", "day__programme")

    def standing(self) -> "MealQuerySet":
        return self.exclude(status=MealStatus.CANCELLED)

    def to_carry(self, day: date) -> "MealQuerySet":
        return self.standing().filter(way=Way.HOME, day__day=day)

    def visible_to(self, viewer: Viewer) -> "MealQuerySet":
        own = {*viewer.resident_ids, *viewer.acts_for}
        mine = kept(viewer) | Q(diner__resident_id__in=own)
        if viewer.user_id:
            mine |= Q(carrier_id=viewer.user_id)
        return self.filter(mine)

    def manageable_by(self, viewer: Viewer) -> "MealQuerySet":
        return self.filter(kept(viewer))


class Meal(KeepsNumbers):
    """One meal of one diner on one day. Its seat is his alone: the database says so, and that
    there are no more seats than places."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    day = models.ForeignKey(
        MealDay, models.PROTECT, related_name="meals", verbose_name=_("哪天的饭")
    )
    diner = models.ForeignKey(Diner, models.PROTECT, related_name="meals", verbose_name=_("用餐人"))
    seat = models.PositiveSmallIntegerField(_("第几份"))
    of = models.PositiveSmallIntegerField(_("一共几份"))
    way = models.CharField(_("来吃还是送"), max_length=4, choices=Way)
    fee = models.DecimalField(_("收多少元"), max_digits=6, decimal_places=2)
    status = models.CharField(
        _("状态"),
        max_length=10,
        choices=MealStatus,
        default=MealStatus.ORDERED,
        editable=False,
    )
    carrier = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("谁来送"),
    )
    why = models.CharField(
        _("为什么没送成"), max_length=12, choices=WhyFailed, blank=True, editable=False
    )
    note = FreeLine(_("说明"), max_length=120, blank=True, editable=False)
    is_worrying = models.BooleanField(_("放心不下"), default=False, editable=False)
    """Who stood at the door asks that somebody looks in, whoever lives behind it."""
    ordered_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("谁订的")
    )
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True, editable=False)

    objects = MealQuerySet.as_manager()
    row_scope = RowScope(community="community_id", person="carrier_id")

    class Meta:
        verbose_name = _("一份饭")
        verbose_name_plural = _("饭")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "diner"],
                condition=~Q(status="cancelled"),
                name="meal_one_a_day",
            ),
            models.UniqueConstraint(
                fields=["day", "seat"],
                condition=~Q(status="cancelled"),
                name="meal_seat_is_one_diner_s",
            ),
            models.CheckConstraint(
                name="meal_within_the_places", condition=Q(seat__gte=1, seat__lte=F("of"))
            ),
            models.CheckConstraint(
                name="meal_status_known", condition=Q(status__in=MealStatus.values)
            ),
            models.CheckConstraint(
                name="meal_ends_the_way_it_went",
                condition=Q(status__in=["ordered", "cancelled"])
                | Q(status__in=["eaten", "missed"], way="here")
                | Q(status__in=["delivered", "failed"], way="home"),
            ),
            models.CheckConstraint(
                name="meal_failed_for_a_reason",
                condition=Q(status="failed") & ~Q(why="") | ~Q(status="failed") & Q(why=""),
            ),
            models.CheckConstraint(
                name="meal_over_at_a_time",
                condition=Q(status="ordered", ended_at__isnull=True)
                | ~Q(status="ordered") & Q(ended_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["carrier", "day"], name="meals_to_carry"),
            models.Index(fields=["diner", "-day"], name="meals_of_diner"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.seat}"

    @property
    def is_home(self) -> bool:
        return self.way == Way.HOME

    @property
    def waits(self) -> bool:
        return self.status == MealStatus.ORDERED
