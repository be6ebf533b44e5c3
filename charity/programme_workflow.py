"""Standing programmes (爱心食堂, 老年助餐, 幼儿托育, 爱心菜园) and the way of one meal, as data.

订了 → 吃了 or 没来（堂食）；订了 → 送到 or 没送成（送上门）；订了 → 取消. Nothing is deleted:
the seat of a meal that was taken back is free again, and the row stays.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ProgrammeKind(TextChoices):
    CANTEEN = "canteen", _("爱心食堂")
    ELDER_MEALS = "elder_meals", _("老年助餐")
    CHILDCARE = "childcare", _("幼儿托育")
    GARDEN = "garden", _("爱心菜园")


SERVING = (ProgrammeKind.CANTEEN, ProgrammeKind.ELDER_MEALS, ProgrammeKind.CHILDCARE)
"""Meals come out of them; a garden has plots and a harvest."""


class Price(TextChoices):
    FREE = "free", _("免费（公益）")
    LOW_FEE = "low_fee", _("低偿")
    WAITING = "waiting", _("等批准")
    """Nobody has approved one yet: nothing is served, and nobody is asked for anything."""


class PriceStatus(TextChoices):
    """提出 → 批准；提出 → 不批. Who said it does not approve it."""

    WAITING = "waiting", _("等批准")
    APPROVED = "approved", _("已批准")
    REFUSED = "refused", _("没有批准")


PRICE_STEPS: dict[PriceStatus, tuple[PriceStatus, ...]] = {
    PriceStatus.WAITING: (PriceStatus.APPROVED, PriceStatus.REFUSED),
    PriceStatus.APPROVED: (),
    PriceStatus.REFUSED: (),
}


class Part(TextChoices):
    """Who reads what somebody must not eat: the kitchen, and whoever carries it to him."""

    KITCHEN = "kitchen", _("厨房")
    CARRIER = "carrier", _("送餐")


class Way(TextChoices):
    HERE = "here", _("来吃")
    HOME = "home", _("送上门")


class MealStatus(TextChoices):
    ORDERED = "ordered", _("订了")
    EATEN = "eaten", _("吃了")
    MISSED = "missed", _("没来")
    DELIVERED = "delivered", _("送到了")
    FAILED = "failed", _("没送成")
    CANCELLED = "cancelled", _("取消了")


M = MealStatus
MEAL_STEPS: dict[MealStatus, tuple[MealStatus, ...]] = {
    M.ORDERED: (M.EATEN, M.MISSED, M.DELIVERED, M.FAILED, M.CANCELLED),
    M.EATEN: (),
    M.MISSED: (),
    M.DELIVERED: (),
    M.FAILED: (),
    M.CANCELLED: (),
}
WAY_OF: dict[MealStatus, Way] = {
    M.EATEN: Way.HERE,
    M.MISSED: Way.HERE,
    M.DELIVERED: Way.HOME,
    M.FAILED: Way.HOME,
}
"""What is brought is not eaten at the table, and the other way round."""
HAD = (M.EATEN, M.DELIVERED)
"""Somebody ate it: that is what a month counts, and what a fee is for."""


class WhyFailed(TextChoices):
    NO_ANSWER = "no_answer", _("没人应门")
    NOT_WANTED = "not_wanted", _("到了门口说不要")
    WRONG_DOOR = "wrong_door", _("地址不对")
    OURS = "ours", _("我们的原因：洒了、来不及")
