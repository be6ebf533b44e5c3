"""What people ask for, by the first level of the menu."""

from collections import Counter

from django.utils.translation import gettext as _

from insights.periods import Period
from insights.queries.readings import Question
from requests.models import MenuItem


def named(*parts: "Counter[str]") -> list["Counter[str]"]:
    """From items to their categories; also what is on no menu, under a name of its own. One
    statement for all of them."""
    names = _names({int(of) for items in parts for of in items if of})
    found = []
    for items in parts:
        counts: Counter[str] = Counter()
        for of, count in items.items():
            if count:
                counts[names.get(int(of), "") if of else str(_("菜单上没有的"))] += count
        found.append(counts)
    return found


def by_category(area_id: int, period: Period) -> dict[str, int]:
    """Of one place, where nothing else is asked along with it."""
    question = Question()
    question.parts("", "requests.orders", "item", area_id, period)
    return dict(named(question.answer()[""])[0])


# --- inside ---------------------------------------------------------------------------------------
def _names(items: set[int]) -> dict[int, str]:
    rows = MenuItem.objects.filter(pk__in=items).select_related("category__parent")
    return {row.pk: str(row.category.parent or row.category) for row in rows}
