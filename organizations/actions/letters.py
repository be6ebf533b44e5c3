"""The letter of a quarter: drafted when the quarter is over, sent by somebody with his name, and
received by the unit."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities.actions.guards import clean_text
from core import audit, messaging
from core.exceptions import DomainError
from core.spans import next_quarter, quarter_before
from organizations.actions.readers import managers_of, readers
from organizations.checkin_workflow import ACCEPTED
from organizations.models import MemberCheckin, PostTurn, QuarterLetter
from organizations.models.letters import UnitLetter
from organizations.post_workflow import RECEIVE, SEND, PostStep
from organizations.served import told_elsewhere

SIGNED = ["status", "released_by", "signed", "released_at"]
"""What `sign` writes."""


def draft_due(today: date | None = None) -> int:
    """For each unit whose members served last quarter: one letter of each community. Where nobody
    served there is nothing to tell. Twice is once."""
    day = today or timezone.localdate()
    quarter = quarter_before(day)
    made = 0
    for (community, unit), figures in sorted(_figures(quarter).items()):
        if figures["times"]:
            made += _draft(community, unit, quarter, day, figures)
    return made


@transaction.atomic
def add_word(letter: QuarterLetter, *, word: str, actor: User | None) -> QuarterLetter:
    """What no figure says; still a draft."""
    letter = _at(letter, SEND)
    letter.word = clean_text(word, field="word")
    letter.save(update_fields=["word"])
    audit.record("organizations.letter_worded", letter, actor=actor)
    return letter


@transaction.atomic
def send(letter: QuarterLetter, *, actor: User) -> QuarterLetter:
    """Under the name of who sends it."""
    letter = _at(letter, SEND)
    sign(letter, actor)
    letter.save(update_fields=SIGNED)
    audit.record("organizations.letter_sent", letter, actor=actor)
    place, unit = letter.community, letter.organization
    messaging.send_many(
        "organizations.letter_sent",
        to_users=readers(managers_of(unit.pk)),
        scope=place.pk,
        context={
            "community": place.name,
            "community_en": place.name_en or place.name,
            "unit": unit.name,
            "unit_en": unit.name_en or unit.name,
        },
        dedup_key=f"organizations.letter_sent:{letter.pk}",
        link=f"/desk/checkins/letters/{letter.pk}/",
    )
    return letter


@transaction.atomic
def receive(letter: QuarterLetter, *, actor: User | None) -> QuarterLetter:
    """The unit has read it."""
    letter = _at(letter, RECEIVE)
    letter.status, letter.received_at = RECEIVE.target, timezone.now()
    letter.save(update_fields=["status", "received_at"])
    audit.record("organizations.letter_received", letter, actor=actor)
    return letter


def sign(letter: UnitLetter, actor: User) -> None:
    """A name under it, of whatever letter to a unit; the caller locks and saves."""
    signed = actor.name.open().strip()
    if not signed:
        raise DomainError(_("签发的人要有姓名：请先在“我的账号”里写上"), code="nameless")
    letter.status, letter.released_by, letter.signed = SEND.target, actor, signed
    letter.released_at = timezone.now()


# --- inside ---------------------------------------------------------------------------------------
def _figures(quarter: date) -> dict[tuple[int, int], Counter[str]]:
    """By community and unit: who has checked in, who of them served, how often, how long."""
    last = next_quarter(quarter) - timedelta(days=1)
    found: dict[tuple[int, int], Counter[str]] = {}
    for checkins in _by_community(quarter, last):
        lines = Counter[tuple[int, str]]()
        turns = PostTurn.objects.counted().filter(
            checkin__in=checkins, served_on__range=(quarter, last)
        )
        for pk, minutes in turns.values_list("checkin_id", "minutes"):
            lines[pk, "times"] += 1
            lines[pk, "minutes"] += minutes
        for pk, told in told_elsewhere(checkins, quarter, last).items():
            lines[pk, "times"] += len(told)
            lines[pk, "minutes"] += sum(line.minutes for line in told)
        for row in checkins:
            if row.home_unit_id is None:
                continue
            figures = found.setdefault((row.community_id, row.home_unit_id), Counter())
            figures["members"] += 1
            figures["served"] += bool(lines[row.pk, "times"])
            figures["times"] += lines[row.pk, "times"]
            figures["minutes"] += lines[row.pk, "minutes"]
    return found


def _by_community(quarter: date, last: date) -> Iterable[list[MemberCheckin]]:
    """Who stood in it for at least a day of the quarter."""
    here = MemberCheckin.objects.filter(
        Q(status__in=ACCEPTED) | Q(ended_at__date__gte=quarter, decided_by__isnull=False),
        home_unit__isnull=False,
        registered_at__date__lte=last,
    )
    for community in here.order_by("community").values_list("community", flat=True).distinct():
        yield list(here.filter(community=community).order_by("pk"))


@transaction.atomic
def _draft(
    community: int, unit: int, quarter: date, day: date, figures: Counter[str]
) -> int:  # fmt: skip
    values = {key: figures[key] for key in ("members", "served", "times", "minutes")}
    letter, made = QuarterLetter.objects.get_or_create(
        community_id=community,
        organization_id=unit,
        quarter=quarter,
        defaults={**values, "drafted_on": day},
    )
    if made:
        audit.record("organizations.letter_drafted", letter, actor=None)
    return int(made)


def _at(letter: QuarterLetter, step: PostStep) -> QuarterLetter:
    rows = QuarterLetter.objects.select_for_update(of=("self",), no_key=True)
    letter = rows.select_related("community", "organization").get(pk=letter.pk)
    if letter.status not in step.sources:
        raise DomainError(
            _("这封反馈现在是“{status}”").format(status=letter.get_status_display()),
            code="moved_on",
        )
    return letter
