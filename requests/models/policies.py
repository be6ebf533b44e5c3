"""How long things may take, and what happens when they take longer: data of the place."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from communities.models import Area
from core.words import said
from requests.clocks import Rule, Unit
from requests.workflow import ClockKind


class SlaPolicy(models.Model):
    """A promise by name: 紧急求助, 一般事项. Menu items point at it."""

    code = models.SlugField(_("代码"), max_length=32, unique=True)
    name = models.CharField(_("名称"), max_length=64)
    name_en = models.CharField(_("英文名称"), max_length=128, blank=True)
    is_default = models.BooleanField(_("没有另外说明时用"), default=False)
    urges_most = models.PositiveSmallIntegerField(
        _("每次办理最多催几次"), default=3, help_text=_("退回重办以后从头算")
    )
    urge_every_hours = models.PositiveSmallIntegerField(_("隔多少小时可以再催"), default=24)

    is_reference = True

    class Meta:
        verbose_name = _("办理时限")
        verbose_name_plural = _("办理时限")
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="sla_one_default"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return said(self, "name")


class Priority(models.IntegerChoices):
    """From urgency × impact; the lower number goes first."""

    URGENT = 1, _("紧急")
    HIGH = 2, _("优先")
    NORMAL = 3, _("一般")
    LOW = 4, _("不急")


class SlaRule(models.Model):
    """One clock of a policy for one priority. A change is a new version; the old one stays true
    for what was promised under it."""

    policy = models.ForeignKey(
        SlaPolicy, models.PROTECT, related_name="rules", verbose_name=_("办理时限")
    )
    clock = models.CharField(_("哪个钟"), max_length=12, choices=ClockKind)
    priority = models.PositiveSmallIntegerField(_("优先级"), choices=Priority)
    amount = models.PositiveSmallIntegerField(_("多少"))
    unit = models.CharField(_("单位"), max_length=12, choices=Unit)
    version = models.PositiveSmallIntegerField(_("版本"), default=1)
    for_open = models.BooleanField(_("已经在办的也按新的算"), default=False)
    replaced_at = models.DateTimeField(_("被替换的时间"), null=True, editable=False)

    is_reference = True

    class Meta:
        verbose_name = _("时限规则")
        verbose_name_plural = _("时限规则")
        ordering = ["policy", "priority", "clock", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "clock", "priority"],
                condition=Q(replaced_at__isnull=True),
                name="sla_rule_one_in_force",
            ),
            models.UniqueConstraint(
                fields=["policy", "clock", "priority", "version"], name="sla_rule_version_once"
            ),
            models.CheckConstraint(name="sla_rule_takes_time", condition=Q(amount__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.policy} {self.get_clock_display()} {self.amount} {self.get_unit_display()}"

    @property
    def rule(self) -> Rule:
        return Rule(self.amount, Unit(self.unit))


class LadderRung(models.Model):
    """提醒 → 催办 → 督办 → 街道 → 区县. Each rung once per clock and epoch; the last repeats."""

    class Act(models.TextChoices):
        REMIND = "remind", _("提醒")
        URGE = "urge", _("催办")
        SUPERVISE = "supervise", _("督办")
        ESCALATE = "escalate", _("升级")

    area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("哪里"),
        help_text=_("不选就是所有地方"),
    )
    clock = models.CharField(_("哪个钟"), max_length=12, choices=ClockKind)
    position = models.PositiveSmallIntegerField(_("第几级"))
    act = models.CharField(_("做什么"), max_length=12, choices=Act)
    tells = models.CharField(
        _("告诉谁"),
        max_length=12,
        choices=[
            ("handler", _("承办人")),
            ("keeper", _("管着的人")),
            ("secretary", _("社区书记")),
            ("street", _("街道")),
            ("district", _("区县")),
        ],
    )
    offset_minutes = models.IntegerField(
        _("到期前后多少分钟"), help_text=_("负数是到期之前，正数是到期之后")
    )
    repeats_every_minutes = models.PositiveIntegerField(
        _("之后每隔多少分钟再来一次"), null=True, blank=True
    )

    is_reference = True

    class Meta:
        verbose_name = _("催办阶梯")
        verbose_name_plural = _("催办阶梯")
        ordering = ["clock", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "clock", "position"],
                name="ladder_rung_once",
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["area", "clock", "offset_minutes"],
                name="ladder_climbs",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_clock_display()} {self.position} {self.get_act_display()}"

    @property
    def when(self) -> str:
        """到期前 24 小时；过期 3 天，之后每 3 天."""
        if self.offset_minutes == 0:
            said = gettext("到期时")
        elif self.offset_minutes < 0:
            said = gettext("到期前 {span}").format(span=_span(-self.offset_minutes))
        else:
            said = gettext("过期 {span}").format(span=_span(self.offset_minutes))
        if not self.repeats_every_minutes:
            return said
        again = gettext("之后每 {span} 再来一次").format(span=_span(self.repeats_every_minutes))
        return gettext("{due}，{again}").format(due=said, again=again)


def _span(minutes: int) -> str:
    for size, unit in ((1440, gettext("天")), (60, gettext("小时"))):
        if minutes % size == 0:
            return f"{minutes // size} {unit}"
    return f"{minutes} {Unit.MINUTES.label}"
