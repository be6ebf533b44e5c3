"""What a policy asks for, until when, and which paper says so.

A target that asks for something else is another version of it: the one before stays to be read.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from communities.models import Area, Level
from core.words import said
from insights.indicators import REGISTRY


class PolicyDocument(models.Model):
    """政策文件: number, issuer, day, where it can be read."""

    title = models.CharField(_("标题"), max_length=120)
    title_en = models.CharField(_("英文标题"), max_length=240, blank=True)
    number = models.CharField(_("文号"), max_length=60, blank=True)
    issuer = models.CharField(_("发文单位"), max_length=60)
    issued_on = models.DateField(_("发文日期"), null=True, blank=True)
    link = models.URLField(_("原文"), blank=True)
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("替代哪一份文件"),
    )

    class Meta:
        verbose_name = _("政策文件")
        verbose_name_plural = _("政策文件")
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="policy_document_once"
            ),
            models.CheckConstraint(
                name="policy_document_replaces_another",
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("pk")),
            ),
        ]

    def __str__(self) -> str:
        return self.number or said(self, "title")


def indicator_codes() -> list[tuple[str, str]]:
    return [(code, str(one.name)) for code, one in REGISTRY.items() if not one.describes]


def known_indicator(code: str) -> None:
    if code not in REGISTRY:
        raise ValidationError(_("没有这个指标"), code="unknown")
    if REGISTRY[code].describes:
        raise ValidationError(_("这个指标只作描述，不能拿来定目标"), code="describes")


class PolicyTarget(models.Model):
    """A line one has to reach: of one place as a whole, or of each place of a level below it."""

    class Ground(models.TextChoices):
        ANY = "", _("城乡都算")
        URBAN = "urban", _("城市社区")
        RURAL = "rural", _("农村社区")

    document = models.ForeignKey(
        PolicyDocument, models.PROTECT, related_name="targets", verbose_name=_("依据")
    )
    clause = models.CharField(_("第几条"), max_length=40, blank=True)
    name = models.CharField(_("目标"), max_length=60)
    name_en = models.CharField(_("英文名称"), max_length=120, blank=True)
    indicator = models.CharField(_("指标"), max_length=60, validators=[known_indicator])
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("哪里"),
        help_text=_("不选就是处处都用"),
    )
    each = models.CharField(
        _("每一个"), max_length=16, choices=Level, blank=True,
        help_text=_("每个社区都要到，就选社区；整个地方合起来算，就不选"),
    )  # fmt: skip
    ground = models.CharField(_("城乡"), max_length=8, choices=Ground, blank=True)
    least = models.DecimalField(_("至少"), max_digits=12, decimal_places=2)
    share = models.PositiveSmallIntegerField(
        _("其中百分之几要到"),
        default=100,
        help_text=_("“每一个”选了才用得上：半数的县要有，就写 50"),
    )
    due_on = models.DateField(_("到哪天"))
    is_active = models.BooleanField(
        _("在用"), default=True, help_text=_("随平台附上的是样例，用得上的勾上")
    )
    version = models.PositiveSmallIntegerField(_("第几版"), default=1, editable=False)
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="replaced_by",
        verbose_name=_("替代哪一版"),
    )

    class Meta:
        verbose_name = _("政策目标")
        verbose_name_plural = _("政策目标")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(name="policy_target_above_nought", condition=Q(least__gt=0)),
            models.CheckConstraint(
                name="policy_target_each_level_known",
                condition=Q(each__in=["", *(level.value for level in Level)]),
            ),
            models.CheckConstraint(
                name="policy_target_ground_of_communities",
                condition=Q(ground="") | Q(each="community"),
            ),
            models.CheckConstraint(
                name="policy_target_share_of_a_hundred", condition=Q(share__gte=1, share__lte=100)
            ),
            models.CheckConstraint(
                name="policy_target_first_version_replaces_nothing",
                condition=Q(version=1, replaces__isnull=True)
                | Q(version__gt=1, replaces__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return said(self, "name")
