"""What people may order, in three levels: a big kind, a kind, an item. All of it is data."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from communities.models import Area
from core.words import said
from requests.models.policies import SlaPolicy
from requests.workflow import Kind, Matter, OrderType
from volunteers.models import Skill


class Named(models.Model):
    """Said in both languages."""

    name = models.CharField(_("名称"), max_length=48)
    name_en = models.CharField(_("英文名称"), max_length=96, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return said(self, "name")


class MenuCategory(Named):
    """The first and the second level; the third are the items."""

    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("上一级"),
    )
    code = models.SlugField(_("代码"), max_length=32, unique=True)
    icon = models.CharField(_("图标"), max_length=24, blank=True)
    position = models.PositiveSmallIntegerField(_("排序"), default=0)
    is_active = models.BooleanField(_("在用"), default=True)

    is_reference = True

    class Meta:
        verbose_name = _("服务类目")
        verbose_name_plural = _("服务类目")
        ordering = ["position", "id"]


class MenuItemQuerySet(models.QuerySet["MenuItem"]):
    def for_community(self, community_id: int | None) -> "MenuItemQuerySet":
        """What everybody offers, and what this place added."""
        return self.filter(
            Q(community__isnull=True) | Q(community_id=community_id),
            is_active=True,
            category__is_active=True,
        )


class MenuItem(Named):
    """One thing on the menu, thought through: who, what is asked, how long, and what if not us."""

    class Answer(models.TextChoices):
        ORDER = "order", _("可以下单")
        NOTICE = "notice", _("先看说明再下单")
        ELSEWHERE = "elsewhere", _("请到别处办")

    class Audience(models.TextChoices):
        EVERYONE = "everyone", _("所有人")
        RESIDENTS = "residents", _("已确认的居民")
        CARE = "care", _("老小残困和替他们办的人")

    class Price(models.TextChoices):
        FREE = "free", _("免费")
        LOW_FEE = "low_fee", _("低偿")

    class Dispatch(models.TextChoices):
        ASSIGN = "assign", _("指派")
        OFFER = "offer", _("邀请合适的人")
        POOL = "pool", _("大家来接")
        ROTATE = "rotate", _("值班的人轮流")

    category = models.ForeignKey(
        MenuCategory, models.PROTECT, related_name="items", verbose_name=_("类目")
    )
    community = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("哪个社区的"),
        help_text=_("不选就是所有社区"),
    )
    code = models.SlugField(_("代码"), max_length=48, unique=True)
    kind = models.CharField(_("诉求类型"), max_length=12, choices=Kind, default=Kind.HELP)
    answer = models.CharField(_("怎么办"), max_length=12, choices=Answer, default=Answer.ORDER)
    advice = models.TextField(_("说明"), blank=True)
    advice_en = models.TextField(_("说明（英文）"), blank=True)
    call = models.CharField(_("请打"), max_length=20, blank=True)
    audience = models.CharField(
        _("谁可以点"), max_length=12, choices=Audience, default=Audience.EVERYONE
    )
    order_type = models.CharField(
        _("三单"), max_length=12, choices=OrderType, default=OrderType.REGULAR
    )
    matter = models.CharField(_("三事"), max_length=12, choices=Matter, default=Matter.MINOR)
    dispatch = models.CharField(
        _("怎么派"), max_length=12, choices=Dispatch, default=Dispatch.ASSIGN
    )
    who = models.CharField(_("谁来办"), max_length=80, blank=True)
    who_en = models.CharField(_("谁来办（英文）"), max_length=160, blank=True)
    otherwise = models.CharField(_("办不了怎么办"), max_length=120, blank=True)
    otherwise_en = models.CharField(_("办不了怎么办（英文）"), max_length=240, blank=True)
    minutes = models.PositiveSmallIntegerField(_("大约多少分钟"), null=True, blank=True)
    raises_at = models.PositiveSmallIntegerField(
        _("多少人反映就升一级"), default=5, help_text=_("只用在公共的事上")
    )
    daily_quota = models.PositiveSmallIntegerField(_("每天最多"), null=True, blank=True)
    price = models.CharField(_("收费"), max_length=12, choices=Price, default=Price.FREE)
    price_note = models.CharField(_("收费说明"), max_length=120, blank=True)
    price_note_en = models.CharField(_("收费说明（英文）"), max_length=240, blank=True)
    sla = models.ForeignKey(
        SlaPolicy,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("办理时限"),
    )
    priority = models.PositiveSmallIntegerField(_("优先级"), default=3)
    is_public = models.BooleanField(
        _("公共的事"), default=False, help_text=_("隐患、设施、环境：进度可以公开在社区公示里")
    )
    is_risky = models.BooleanField(_("有风险"), default=False)
    skill = models.ForeignKey(
        Skill,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("要会什么"),
        help_text=_("不会的志愿者接不了；要证件的技能，证件看过、没过期才算"),
    )
    needs_insurance = models.BooleanField(_("要有志愿服务保险"), default=False)
    least_age = models.PositiveSmallIntegerField(_("志愿者至少几岁"), null=True, blank=True)
    handles_cash = models.BooleanField(
        _("经手现金"), default=False, help_text=_("代买、代缴：预收、花销、结清要记清楚，两个人签")
    )
    keywords = models.CharField(_("别的说法"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("排序"), default=0)
    is_active = models.BooleanField(_("在用"), default=True)

    objects = MenuItemQuerySet.as_manager()

    is_reference = True

    class Meta:
        verbose_name = _("服务菜单")
        verbose_name_plural = _("服务菜单")
        ordering = ["category__position", "position", "id"]
        constraints = [
            models.CheckConstraint(
                name="menu_elsewhere_says_where",
                condition=~Q(answer="elsewhere") | ~Q(advice=""),
            ),
            # Volunteers take no money from those they help: what costs is not theirs to do.
            models.CheckConstraint(
                name="menu_fee_is_never_volunteers_work",
                condition=Q(price="free") | Q(dispatch="assign"),
            ),
            models.CheckConstraint(
                name="menu_priority_known", condition=Q(priority__gte=1, priority__lte=4)
            ),
        ]


class MenuQuestion(models.Model):
    """What an item asks beyond the one sentence."""

    class Kind(models.TextChoices):
        TEXT = "text", _("文字")
        CHOICE = "choice", _("选择")
        NUMBER = "number", _("数字")
        DATE = "date", _("日期")
        PHOTO = "photo", _("照片")

    item = models.ForeignKey(
        MenuItem, models.CASCADE, related_name="questions", verbose_name=_("服务")
    )
    kind = models.CharField(_("种类"), max_length=8, choices=Kind)
    label = models.CharField(_("问题"), max_length=60)
    label_en = models.CharField(_("问题（英文）"), max_length=120, blank=True)
    options = models.TextField(_("选项，一行一个"), blank=True)
    options_en = models.TextField(_("选项（英文）"), blank=True)
    is_required = models.BooleanField(_("必答"), default=False)
    position = models.PositiveSmallIntegerField(_("排序"), default=0)

    is_reference = True

    class Meta:
        verbose_name = _("菜单上的问题")
        verbose_name_plural = _("菜单上的问题")
        ordering = ["item", "position", "id"]
        constraints = [
            models.CheckConstraint(
                name="menu_choice_has_options", condition=~Q(kind="choice") | ~Q(options="")
            )
        ]

    def __str__(self) -> str:
        return said(self, "label")
