"""办事指南: what one needs for an affair, said once and in full. A change is the next version."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from communities.models import Area
from core.words import said
from requests.models.menu import Named


class GuideQuerySet(models.QuerySet["Guide"]):
    def current(self) -> "GuideQuerySet":
        return self.filter(replaced_at__isnull=True, is_active=True)


class Guide(models.Model):
    """One version; what was told under it can still be read."""

    class Group(models.TextChoices):
        INSURANCE = "insurance", _("社保、医保、就业")
        CARE = "care", _("救助、老人、残疾、生育")
        LIVING = "living", _("户口、住房、权益")

    code = models.SlugField(_("代码"), max_length=48)
    version = models.PositiveSmallIntegerField(_("版本"), default=1, editable=False)
    group = models.CharField(_("类别"), max_length=12, choices=Group)
    name = models.CharField(_("事项"), max_length=60)
    name_en = models.CharField(_("事项（英文）"), max_length=120, blank=True)
    department = models.CharField(_("部门"), max_length=60)
    department_en = models.CharField(_("部门（英文）"), max_length=120, blank=True)
    source = models.CharField(_("依据"), max_length=200)
    valid_from = models.DateField(_("从哪天起"), null=True, blank=True)
    who = models.TextField(_("谁可以办"))
    who_en = models.TextField(_("谁可以办（英文）"), blank=True)
    materials = models.TextField(_("材料，一行一样"))
    materials_en = models.TextField(_("材料（英文）"), blank=True)
    steps = models.TextField(_("怎么办，一行一步"))
    steps_en = models.TextField(_("怎么办（英文）"), blank=True)
    fee = models.CharField(_("收费"), max_length=120)
    fee_en = models.CharField(_("收费（英文）"), max_length=240, blank=True)
    takes = models.CharField(_("多久办好"), max_length=120)
    takes_en = models.CharField(_("多久办好（英文）"), max_length=240, blank=True)
    place = models.CharField(_("在哪里办"), max_length=120)
    place_en = models.CharField(_("在哪里办（英文）"), max_length=240, blank=True)
    notice = models.TextField(_("一次告知"))
    notice_en = models.TextField(_("一次告知（英文）"), blank=True)
    is_online = models.BooleanField(_("可以在这里申请"), default=False)
    link_name = models.CharField(_("在哪个平台办"), max_length=60, blank=True)
    link_url = models.URLField(_("平台网址"), max_length=200, blank=True)
    keywords = models.CharField(_("别的说法"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("排序"), default=0)
    is_active = models.BooleanField(_("在用"), default=True)
    created_at = models.DateTimeField(_("写下的时间"), db_default=Now())
    replaced_at = models.DateTimeField(_("被替换的时间"), null=True, editable=False)

    objects = GuideQuerySet.as_manager()

    class Meta:
        verbose_name = _("办事指南")
        verbose_name_plural = _("办事指南")
        ordering = ["group", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="guide_version_once"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(replaced_at__isnull=True), name="guide_one_current"
            ),
        ]

    def __str__(self) -> str:
        return self.says("name")

    def says(self, field: str) -> str:
        return said(self, field)

    @property
    def lines(self) -> dict[str, list[str]]:
        """For lists on the page and on paper."""
        return {name: self.says(name).splitlines() for name in ("materials", "steps")}

    @property
    def said(self) -> dict[str, str]:
        plain = ("department", "who", "fee", "takes", "place", "notice")
        return {name: self.says(name) for name in plain}


class CommonQuestionQuerySet(models.QuerySet["CommonQuestion"]):
    def for_community(self, community_id: int | None) -> "CommonQuestionQuerySet":
        return self.filter(
            Q(community__isnull=True) | Q(community_id=community_id), is_active=True
        ).order_by("position", "pk")


class CommonQuestion(Named):
    """常见问题: asked so often that the answer stands ready; who reads it need not order."""

    community = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("哪个社区的"),
        help_text=_("不选就是所有社区"),
    )
    answer = models.TextField(_("回答"), max_length=400)
    answer_en = models.TextField(_("回答（英文）"), max_length=800, blank=True)
    keywords = models.CharField(
        _("别的说法"), max_length=200, help_text=_("空格隔开；句子里有这些词就会显示")
    )
    position = models.PositiveSmallIntegerField(_("排序"), default=0)
    is_active = models.BooleanField(_("在用"), default=True)

    objects = CommonQuestionQuerySet.as_manager()

    is_reference = True

    class Meta:
        verbose_name = _("常见问题")
        verbose_name_plural = _("常见问题")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "name"],
                nulls_distinct=False,
                name="common_question_once_a_place",
            )
        ]
