"""A meeting is written down, its opinions one by one, and each becomes an order or is answered."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.viewer import Viewer
from communities.actions.guards import clean_text
from communities.models import Area
from core import audit, tally
from core.exceptions import DomainError
from core.refusals import refusing
from volunteers import meeting_orders
from volunteers.models import Meeting, Opinion, Volunteer, VolunteerTeam

Outcome = Opinion.Outcome


@transaction.atomic
def write_down(
    community: Area,
    *,
    title: str,
    held_on: date,
    place: str,
    team: VolunteerTeam | None = None,
    present: Iterable[Volunteer] = (),
    others: int = 0,
    actor: User | None,
) -> Meeting:
    there = list(present)
    require_sitting(community, held_on=held_on, team=team, present=there, others=others)
    known = DomainError(_("这次会已经记过了"), code="twice", field="title")
    with refusing(meeting_written_once=known):
        made = Meeting.objects.create(
            community=community,
            team=team,
            title=title.strip(),
            held_on=held_on,
            place=place.strip(),
            others=others,
            written_by=actor,
        )
    made.present.set(there)
    audit.record("volunteers.meeting_written", made, actor=actor)
    return made


@transaction.atomic
def say(
    meeting: Meeting, *, words: str, said_by: Volunteer | None = None, actor: User | None
) -> Opinion:
    there = list(meeting.present.filter(pk=said_by.pk)) if said_by is not None else []
    clean = require_word(words, said_by=said_by, present=there)
    made = Opinion.objects.create(
        community_id=meeting.community_id, meeting=meeting, words=clean, said_by=said_by
    )
    audit.record("volunteers.opinion_written", made, actor=actor)
    return made


@transaction.atomic
def answer(row: Opinion, *, answer: str, actor: User | None) -> Opinion:
    row = _lock(row)
    if not answer.strip():
        raise DomainError(_("请写怎么答复的"), field="answer")
    row.outcome, row.answer = Outcome.ANSWERED, clean_text(answer.strip(), field="answer")
    row.save(update_fields=["outcome", "answer"])
    audit.record("volunteers.opinion_answered", row, actor=actor)
    return row


@transaction.atomic
def turn_into_order(row: Opinion, *, by: Viewer) -> Opinion:
    """Once: the order and the word at the meeting name each other from the same moment."""
    row = _lock(row)
    made = meeting_orders.make(row, by)
    row.outcome, row.order_key, row.order_number = Outcome.ORDER, made.key, made.number
    row.save(update_fields=["outcome", "order_key", "order_number"])
    audit.record("volunteers.opinion_ordered", row, actor=by.user, details={"order": made.number})
    tally.add("volunteers.opinions_ordered", row.community_id)
    return row


# --- what a table is asked as well ----------------------------------------------------------------
def require_sitting(
    community: Area,
    *,
    held_on: date,
    team: VolunteerTeam | None,
    present: Sequence[Volunteer],
    others: int,
) -> None:
    if held_on > timezone.localdate():
        raise DomainError(_("会还没开"), field="held_on")
    if not present and others == 0:
        raise DomainError(_("请写到会的人"), field="present")
    if team is not None and team.community_id != community.pk:
        raise DomainError(_("不是这个社区的队伍"), field="team")
    if any(one.community_id != community.pk for one in present):
        raise DomainError(_("不是这个社区的志愿者"), field="present")


def require_word(words: str, *, said_by: Volunteer | None, present: Sequence[Volunteer]) -> str:
    """As it is kept."""
    if not words.strip():
        raise DomainError(_("请写说了什么"), field="words")
    if said_by is not None and said_by not in present:
        raise DomainError(_("他不在到会的人里"), field="said_by")
    return clean_text(words.strip(), field="words")


# --- inside ---------------------------------------------------------------------------------------
def _lock(row: Opinion) -> Opinion:
    rows = Opinion.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("meeting__community").get(pk=row.pk)
    if not row.is_open:
        raise DomainError(_("这条意见已经有结果了"), code="moved_on")
    return row
