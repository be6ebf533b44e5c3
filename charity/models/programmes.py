"""爱心食堂、老年助餐、幼儿托育、爱心菜园: who runs it, for whom, at what price; who works in it."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.viewer import Viewer
from charity.models.gifts import kept, money
from charity.programme_workflow import SERVING, Part, Price, ProgrammeKind
from communities.access import NOTHING
from communities.models import Area
from core.models import RowScope
from core.words import listed, said
from organizations.models import Organization


class EligibleGroup(models.Model):
    """For whom a programme may be: 60 岁以上, 低保家庭. Data of the platform; by age, or by a
    paper that somebody looked at."""

    name = models.CharField(_("哪些人"), max_length=40, unique=True)
    name_en = models.CharField(_("英文"), max_length=80, blank=True)
    least_age = models.PositiveSmallIntegerField(_("满多少岁"), null=True, blank=True)
    most_age = models.PositiveSmallIntegerField(_("到多少岁（含）"), null=True, blank=True)
    on_paper = models.BooleanField(_("要看证明"), default=False)
    position = models.PositiveSmallIntegerField(_("排第几"), default=0)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("服务对象")
        verbose_name_plural = _("服务对象")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="eligible_group_says_how_one_knows",
                condition=Q(on_paper=True) | Q(least_age__isnull=False) | Q(most_age__isnull=False),
            ),
            models.CheckConstraint(
                name="eligible_ages_in_order",
                condition=Q(least_age__isnull=True)
                | Q(most_age__isnull=True)
                | Q(most_age__gte=F("least_age")),
            ),
        ]

    def __str__(self) -> str:
        return said(self, "name")


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def running(self) -> "ProgrammeQuerySet":
        return self.filter(ended_on__isnull=True)

    def serving(self) -> "ProgrammeQuerySet":
        return self.filter(kind__in=SERVING)

    def visible_to(self, viewer: Viewer) -> "ProgrammeQuerySet":
        """The community's staff, whoever runs it, and whoever works in it."""
        rule = kept(viewer) | Q(operator_id__in=viewer.organization_ids)
        if viewer.user_id:
            mine = ProgrammeHand.objects.now().filter(user_id=viewer.user_id)
            rule |= Q(pk__in=mine.values("programme_id"))
        return self.filter(rule)

    def manageable_by(self, viewer: Viewer) -> "ProgrammeQuerySet":
        return self.filter(kept(viewer))


class Programme(models.Model):
    """A standing service. What it is, for whom and at what price is public."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    kind = models.CharField(_("种类"), max_length=12, choices=ProgrammeKind)
    name = models.CharField(_("名称"), max_length=40)
    operator = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="programmes",
        verbose_name=_("谁来办"),
        help_text=_("组织或单位；不填就是社区自己办"),
    )
    groups = models.ManyToManyField(EligibleGroup, verbose_name=_("为哪些人"))
    free_groups = models.ManyToManyField(
        EligibleGroup, related_name="+", blank=True, verbose_name=_("其中哪些人免费")
    )
    price = models.CharField(_("收费"), max_length=8, choices=Price, default=Price.FREE)
    fee = models.DecimalField(_("每次收多少元"), max_digits=6, decimal_places=2, default=0)
    priced_on = models.DateField(_("收费批准日期"), null=True, blank=True, editable=False)
    """Of a fee; by whom, its `ProgrammePrice` says."""
    place = models.CharField(_("在哪里"), max_length=60)
    opening = models.CharField(_("什么时候"), max_length=60)
    telephone = models.CharField(_("公开电话"), max_length=20, blank=True)
    started_on = models.DateField(_("开办日期"), default=timezone.localdate)
    ended_on = models.DateField(_("停办日期"), null=True, blank=True, editable=False)
    why_ended = models.CharField(_("为什么停办"), max_length=80, blank=True, editable=False)
    kept_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("服务项目")
        verbose_name_plural = _("服务项目")
        constraints = [
            models.CheckConstraint(
                name="programme_kind_known", condition=Q(kind__in=ProgrammeKind.values)
            ),
            models.CheckConstraint(
                name="programme_free_or_low_fee",
                condition=Q(price__in=["free", "waiting"], fee=0) | Q(price="low_fee", fee__gt=0),
            ),
            models.CheckConstraint(
                name="programme_fee_was_approved",
                condition=Q(price="low_fee", priced_on__isnull=False)
                | ~Q(price="low_fee") & Q(priced_on__isnull=True),
            ),
            models.CheckConstraint(
                name="programme_over_for_a_reason",
                condition=Q(ended_on__isnull=True, why_ended="")
                | Q(ended_on__isnull=False) & ~Q(why_ended=""),
            ),
            models.UniqueConstraint(
                fields=["community", "name"],
                condition=Q(ended_on__isnull=True),
                name="programme_named_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def number(self) -> str:
        return f"X{self.pk:05d}" if self.pk else ""

    @property
    def runs(self) -> bool:
        return self.ended_on is None

    @property
    def serves(self) -> bool:
        return self.kind in SERVING

    @property
    def is_garden(self) -> bool:
        return self.kind == ProgrammeKind.GARDEN

    @property
    def of_children(self) -> bool:
        """It looks after children: its pages do not speak of portions."""
        return self.kind == ProgrammeKind.CHILDCARE

    @property
    def run_by(self) -> str:
        return self.operator.title if self.operator else str(self.community.title)

    @property
    def for_whom(self) -> str:
        return listed(self.groups.all())

    @property
    def asks(self) -> str:
        """What it costs whoever comes."""
        free = (
            self.free_groups.all() if self.price == Price.LOW_FEE else EligibleGroup.objects.none()
        )
        return price_in_words(self.price, Decimal(self.fee), free)

    @property
    def is_priced(self) -> bool:
        return self.price != Price.WAITING

    def fee_for(self, group_id: int) -> Decimal:
        """What somebody is asked for who comes as one of that group."""
        free = any(group.pk == group_id for group in self.free_groups.all())
        return Decimal() if free else Decimal(self.fee)


def price_in_words(price: str, fee: Decimal, free: Iterable[EligibleGroup]) -> str:
    """低偿，每次 5 元；低保、特困家庭免费."""
    if price == Price.FREE:
        return str(_("免费"))
    if price == Price.WAITING:
        return str(_("收费标准等批准"))
    asked = str(_("低偿，每次 {amount} 元").format(amount=money(fee)))
    if named := listed(free):
        return str(_("{asked}；{groups}免费").format(asked=asked, groups=named))
    return asked


class ProgrammeHandQuerySet(models.QuerySet["ProgrammeHand"]):
    def now(self, day: date | None = None) -> "ProgrammeHandQuerySet":
        today = day or timezone.localdate()
        return self.filter(Q(until__isnull=True) | Q(until__gt=today), since__lte=today)

    def of(self, user: User | None, part: str) -> "ProgrammeHandQuerySet":
        return self.now().filter(user=user, part=part)

    def visible_to(self, viewer: Viewer) -> "ProgrammeHandQuerySet":
        return self.filter(kept(viewer))

    def manageable_by(self, viewer: Viewer) -> "ProgrammeHandQuerySet":
        return self.filter(kept(viewer) if viewer.is_staff else NOTHING)


class ProgrammeHand(models.Model):
    """Somebody who cooks or carries. He has no column for pay: a volunteer is never paid."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="hands", verbose_name=_("服务项目")
    )
    user = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("谁")
    )
    part = models.CharField(_("做什么"), max_length=8, choices=Part)
    since = models.DateField(_("从哪天起"), default=timezone.localdate)
    until = models.DateField(_("到哪天"), null=True, blank=True, editable=False)

    objects = ProgrammeHandQuerySet.as_manager()
    row_scope = RowScope(community="community_id", person="user_id")

    class Meta:
        verbose_name = _("厨房和送餐的人")
        verbose_name_plural = _("厨房和送餐的人")
        constraints = [
            models.CheckConstraint(name="programme_part_known", condition=Q(part__in=Part.values)),
            models.UniqueConstraint(
                fields=["programme", "user", "part"],
                condition=Q(until__isnull=True),
                name="programme_hand_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()} {self.user}"
