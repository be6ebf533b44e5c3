"""What hangs in halls, of the right place; what was looked at; who took part in what was done."""

from collections import Counter

from django.db.models import Q

from communities.models import Area, Level
from core.models import TallyDelta
from doors.town.checks.finding import Check, Finding, each, equal, none_of
from doors.town.screens import HANGING
from insights.models import Linkage, Screen
from insights.models.screens import Part
from insights.visits import MEASURE, PAGES
from insights.wall import ON_THE_WALL


def screens_hang() -> Finding:
    """As many as were told, one of a district, one that was taken back; each shows what it may."""
    living = Screen.objects.living()
    found = {
        "hang": living.count() >= len(HANGING),
        "of a district": living.filter(area__level=Level.DISTRICT).exists(),
        "taken back": Screen.objects.filter(revoked_at__isnull=False).exists(),
        "dark": living.filter(theme=Screen.Theme.DARK).exists(),
    }
    promised = equal(dict.fromkeys(found, True), found, "screens")
    if promised.bad:
        return promised

    def wrong(row: Screen) -> str:
        strange = set(row.figures) - set(ON_THE_WALL)
        if strange:
            return f"shows {', '.join(sorted(strange))}"
        return "" if row.figures or Part.FIGURES not in row.shows else "shows no figures"

    return each(Screen, Screen.objects.all(), wrong)


def looked_at() -> Finding:
    """Public pages only, of places there are; by whom stands nowhere."""
    rows = TallyDelta.objects.filter(measure=MEASURE)
    known = Area.objects.communities().values("pk")
    pages = [str(page) for page in set(PAGES.values())]
    strange = ~Q(dims__page__in=pages) | ~Q(scope__in=known) | Q(who__isnull=False)
    found = none_of(rows, rows.filter(strange), "is no visit of a public page")
    return found if found.count else Finding(0, "nothing was looked at")


def linked() -> Finding:
    """Every linkage is in the figures as it stands, of each kind and number of societies."""
    rows = Linkage.objects.values_list("community_id", "what", "societies")
    expected = Counter((place, what, len(societies)) for place, what, societies in rows)
    steps = TallyDelta.objects.filter(measure="insights.linked")
    found: Counter[tuple[int, str, int]] = Counter()
    for place, dims, delta in steps.values_list("scope", "dims", "delta"):
        found[place, dims["what"], dims["societies"]] += delta
    if not any(number > 1 for _place, _what, number in expected):
        return Finding(len(expected), "nobody did anything together")
    return equal(expected, +found, "linkages")


CHECKS = (
    Check("大屏上没有不该有的 · screens in halls", screens_hang),
    Check("页面访问不记谁 · pages looked at", looked_at),
    Check("五社联动只数做过的 · societies linked", linked),
)
