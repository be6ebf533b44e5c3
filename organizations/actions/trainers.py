"""Who teaches social workers: into the register, out of it, and how a course was received."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities.actions.guards import clean_text
from communities.models import Area
from core import audit
from core.exceptions import DomainError
from core.refusals import refusing
from organizations.actions.guards import words_of
from organizations.actions.organizations import STANDS_AT
from organizations.actions.supervision import topics_of
from organizations.history import book_of
from organizations.models import CoursePlace, SocialWorker, Trainer, TrainingCourse
from organizations.models.trainers import HELD
from organizations.supervision_workflow import HowItWas
from organizations.worker_workflow import WorkerStatus

KEPT_DAYS = 365
"""His name, after he has left the register; what he taught stays announced as it was."""


@transaction.atomic
def register(
    area: Area,
    *,
    topics: Iterable[str],
    since: date,
    worker: SocialWorker | None = None,
    name: str = "",
    unit: str = "",
    actor: User | None,
) -> Trainer:
    """A social worker of ours, or a guest; the courses he has taught come with him."""
    if area.level not in STANDS_AT or not area.is_active:
        raise DomainError(_("请选一个社区、街道或区县"), field="area")
    if since > timezone.localdate():
        raise DomainError(_("还没到那天"), field="since")
    if worker is not None:
        if worker.status != WorkerStatus.ACTIVE:
            raise DomainError(_("在岗的社工才能进师资库"), field="worker")
        sent_by = worker.organization or worker.community
        name, unit = worker.name.open(), sent_by.name
    row = Trainer(
        area=area,
        worker=worker,
        name=words_of(name, "name", _("请选一位社工，或者写姓名")),
        unit=words_of(unit, "unit", _("请写他是哪个单位的")),
        topics=topics_of(topics),
        since=since,
        named_by=actor,
    )
    twice = DomainError(_("他已经在师资库里"), code="twice", field="name")
    with refusing(trainer_once_at_a_time=twice, trainer_guest_named_once=twice):
        row.save(force_insert=True)
    his = Q(trainer_name=row.name.open(), trainer_unit=row.unit, trainer__isnull=True)
    if worker is not None:
        his = Q(trainer=worker)
    TrainingCourse.objects.filter(his, lecturer__isnull=True).update(lecturer=row)
    _note("registered", row, actor)
    return row


@transaction.atomic
def correct(trainer: Trainer, *, unit: str, topics: Iterable[str], actor: User | None) -> Trainer:
    """What he teaches; a guest's unit, too."""
    row = _standing(trainer)
    row.topics = topics_of(topics)
    if row.worker_id is None:
        row.unit = words_of(unit, "unit", _("请写他是哪个单位的"))
    twice = DomainError(_("他已经在师资库里"), code="twice", field="unit")
    with refusing(trainer_guest_named_once=twice):
        row.save(update_fields=["topics", "unit"])
    _note("corrected", row, actor)
    return row


@transaction.atomic
def take_out(trainer: Trainer, *, actor: User | None) -> Trainer:
    """What he taught stays."""
    row = _standing(trainer)
    row.until = max(row.since, timezone.localdate())
    row.save(update_fields=["until"])
    _note("taken_out", row, actor)
    return row


@transaction.atomic
def say_how_it_was(
    course: TrainingCourse, *, mark: str, word: str = "", actor: User
) -> CoursePlace:
    """By who was there, once; counted without his name."""
    fresh = TrainingCourse.objects.select_for_update(no_key=True).get(pk=course.pk)
    if fresh.status not in HELD:
        raise DomainError(_("办完了再说怎么样"), code="moved_on")
    place = fresh.places.signed().filter(user=actor).first()
    if place is None:
        raise DomainError(_("到了的人才说得了"), code="nobody")
    if place.mark:
        raise DomainError(_("您已经说过了"), code="twice")
    if mark not in HowItWas.values:
        raise DomainError(_("请选一项"), field="mark")
    place.mark, place.word = mark, _word(mark, word)
    place.save(update_fields=["mark", "word"])
    counted = f"said_{mark}"
    setattr(fresh, counted, getattr(fresh, counted) + 1)
    fresh.save(update_fields=[counted])
    return place


def expire(today: date) -> int:
    """A year after he left the register nobody needs the name of a guest."""
    gone = Trainer.objects.filter(until__isnull=False, worker__isnull=True).exclude(name="—")
    return sum(
        Trainer.objects.filter(pk=row.pk).update(name="—")
        for row in gone
        if row.until is not None and (today - row.until).days > KEPT_DAYS
    )


# --- inside ---------------------------------------------------------------------------------------
def _standing(trainer: Trainer) -> Trainer:
    rows = Trainer.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("area").get(pk=trainer.pk)
    if not row.is_standing:
        raise DomainError(_("他已经不在师资库里"), code="moved_on")
    return row


def _word(mark: str, word: str) -> str:
    words = clean_text(word, field="word")
    if mark == HowItWas.POOR and not words:
        raise DomainError(_("帮助不大的，请写一句差在哪里"), field="word")
    return words


def _note(verb: str, row: Trainer, actor: User | None) -> None:
    audit.record(f"organizations.trainer_{verb}", row, actor=actor, scope=book_of(row.area))
