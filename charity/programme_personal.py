"""What programmes keep about people: who eats, what he must not eat, who carried it to him."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from charity.models import Diner, Meal, Tending
from core.models.numbers import forget_numbers
from core.personal import Declared

_SERVICE = _("本人参加服务项目，按约定提供")
_PUBLIC = _("履行社区服务的法定职责")
_HEALTH = _("本人对健康情况的单独同意，收回即删")

PERSONAL_FIELDS = {
    "charity.Diner": {
        **dict.fromkeys(
            ("where", "phone"),
            Declared(_("把饭送到门口"), _SERVICE, _("不再用餐后 1 年")),
        ),
        **dict.fromkeys(
            ("diet", "allergy"),
            Declared(_("做饭和送餐那天，给厨房和送餐的人看"), _HEALTH, _("不再用餐就删")),
        ),
        "numbers": Declared(_("核对同意和证明里写到的号码"), _SERVICE, _("不再用餐后 1 年")),
    },
    "charity.ProgrammePrice": {
        "signed": Declared(_("收费标准由谁批准，写全名"), _PUBLIC, _("同公开的收费标准一起")),
    },
    "charity.ProgrammeMonth": {
        "numbers": Declared(_("核对月账里写到的号码"), _SERVICE, _("同会计凭证一起")),
    },
    "charity.Meal": {
        "numbers": Declared(_("核对没送成的说明里写到的号码"), _SERVICE, _("当天后 1 年")),
    },
}


def export_of(subject: UUID) -> list[dict[str, Any]]:
    rows = _diners(subject).select_related("programme", "group").order_by("pk")
    return [
        {
            "programme": row.programme.name,
            "as": row.group.name,
            "ground": row.ground,
            "agreed": row.agreed,
            "way": row.way,
            "where": row.where.open(),
            "phone": row.phone.open(),
            "diet": row.diet.open(),
            "allergy": row.allergy.open(),
            "weekdays": row.weekdays,
            "since": row.joined_on.isoformat(),
            "until": row.left_on.isoformat() if row.left_on else None,
            "meals": [
                {"on": meal.day.day.isoformat(), "status": meal.status, "fee": str(meal.fee)}
                for meal in row.meals.select_related("day").order_by("day__day", "pk")
            ],
        }
        for row in rows
    ]


def plots_of(subject: UUID) -> list[dict[str, Any]]:
    """Where he tends, or tended, a bed of a garden."""
    rows = Tending.objects.filter(resident__subject=subject).select_related("plot__programme")
    return [
        {
            "garden": row.plot.programme.name,
            "plot": row.plot.name,
            "since": row.since.isoformat(),
            "until": row.until.isoformat() if row.until else None,
        }
        for row in rows.order_by("pk")
    ]


def erase(subject: UUID) -> int:
    """Of a table he has left nothing stays but that so many ate there."""
    return _strip(_diners(subject).filter(left_on__isnull=False))


def expire(year_ago: date) -> int:
    forget_numbers(Meal.objects.filter(day__day__lt=year_ago))
    left = Diner.objects.filter(left_on__lt=year_ago)
    forget_numbers(left)
    return _strip(left)


def _strip(rows: "QuerySet[Diner]") -> int:
    """The row names its resident by number only; the register forgets him in its own time."""
    count = 0
    for row in rows:
        if row.where or row.phone or row.must_be_watched:
            row.where, row.phone, row.diet, row.allergy, row.numbers = "", "", "", "", ""
            row.save(update_fields=["where", "phone", "diet", "allergy", "numbers"])
            count += 1
    return count


def _diners(subject: UUID) -> "QuerySet[Diner]":
    return Diner.objects.filter(resident__subject=subject)
