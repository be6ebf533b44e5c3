"""Who eats with a programme, on what ground, how he agreed; what he must not eat lies sealed."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from charity.models.gifts import kept
from charity.models.programmes import EligibleGroup, Programme, price_in_words
from charity.programme_workflow import Price, Way
from communities.models import Area, Resident
from core.fields import EncryptedField, FreeLine
from core.models import KeepsNumbers, RowScope
from core.words import listed

WORKDAYS = "01234"


class DinerQuerySet(models.QuerySet["Diner"]):
    def standing(self) -> "DinerQuerySet":
        return self.filter(left_on__isnull=True)

    def on_weekday(self, weekday: int) -> "DinerQuerySet":
        """Mondays are 0."""
        return self.filter(weekdays__contains=str(weekday))

    def visible_to(self, viewer: Viewer) -> "DinerQuerySet":
        own = {*viewer.resident_ids, *viewer.acts_for}
        return self.filter(kept(viewer) | Q(resident_id__in=own))

    def manageable_by(self, viewer: Viewer) -> "DinerQuerySet":
        return self.filter(kept(viewer))


class Diner(KeepsNumbers):
    """用餐人. Which weekdays he eats is a standing order; his day's meal is a row of its own."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="diners", verbose_name=_("服务项目")
    )
    resident = models.ForeignKey(
        Resident, models.PROTECT, related_name="+", verbose_name=_("居民档案")
    )
    group = models.ForeignKey(
        EligibleGroup, models.PROTECT, related_name="+", verbose_name=_("凭哪一条")
    )
    ground = FreeLine(_("看了什么证明"), max_length=80, blank=True)
    agreed = FreeLine(_("本人怎样同意的"), max_length=120)
    way = models.CharField(_("来吃还是送"), max_length=4, choices=Way, default=Way.HERE)
    where = EncryptedField(_("送到哪里"), mask="address", blank=True)
    phone = EncryptedField(_("到门口打哪个电话"), mask="phone", blank=True)
    diet = EncryptedField(_("忌口"), mask="note", blank=True)
    allergy = EncryptedField(_("过敏"), mask="note", blank=True)
    weekdays = models.CharField(_("每周哪几天"), max_length=7, blank=True)
    joined_on = models.DateField(_("从哪天起"), default=timezone.localdate)
    left_on = models.DateField(_("到哪天"), null=True, blank=True, editable=False)

    objects = DinerQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("用餐人")
        verbose_name_plural = _("用餐人")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "resident"],
                condition=Q(left_on__isnull=True),
                name="diner_once_at_a_table",
            ),
            models.CheckConstraint(name="diner_way_known", condition=Q(way__in=Way.values)),
            models.CheckConstraint(name="diner_has_agreed", condition=~Q(agreed="")),
            models.CheckConstraint(
                name="diner_left_after_he_came",
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on")),
            ),
            models.CheckConstraint(
                name="diner_days_are_weekdays", condition=Q(weekdays__regex=r"^[0-6]*$")
            ),
        ]

    def __str__(self) -> str:
        return str(self.resident)

    @property
    def is_served(self) -> bool:
        return self.left_on is None

    @property
    def was_served_once(self) -> bool:
        """A meal was had, or failed to be: then he was no mistake."""
        return self.meals.exclude(status__in=["ordered", "cancelled"]).exists()

    @property
    def door(self) -> str:
        """Where to, in clear: for who may read it. Of one that came with his household."""
        said: str = self.where.open()
        home = self.resident.household
        return said or (str(home.dwelling) if home else "")

    @property
    def number(self) -> str:
        said: str = self.phone.open() or self.resident.phone.open()
        return said

    @property
    def pays(self) -> str:
        """What he himself is asked for, where others are asked for something else."""
        if not self.programme.is_priced:
            return self.programme.asks
        fee = self.programme.fee_for(self.group_id)
        return price_in_words(Price.LOW_FEE if fee else Price.FREE, fee, ())

    @property
    def is_brought(self) -> bool:
        return self.way == Way.HOME

    @property
    def days_in_words(self) -> str:
        """As one says it: a row of seven names is read by nobody."""
        if len(set(self.weekdays)) == len(WEEKDAYS):
            return str(_("每天"))
        if "".join(sorted(self.weekdays)) == WORKDAYS:
            return str(_("星期一到星期五"))
        return listed([str(WEEKDAYS[int(day)]) for day in self.weekdays])

    @property
    def must_be_watched(self) -> bool:
        """That there is something, anybody at the desk may know; what, only kitchen and carrier."""
        return bool(self.diet or self.allergy)
