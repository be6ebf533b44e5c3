"""Who asks for a supervisor: the board, one of them, and whom one might find for it."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.viewer import Viewer
from communities.history import Event
from communities.models import Area
from organizations.models import SocialWorker, SupervisionAsk, Supervisor
from organizations.models.schooling import whom_he_pays
from organizations.queries.past import past_of
from organizations.queries.schooling import may_tell
from organizations.queries.social_workers import sees_workers
from organizations.supervision_workflow import MATCH, MEET, REFUSE, TURN_DOWN, WITHDRAW
from organizations.worker_workflow import WorkerStatus

SHOWN = 100


@dataclass(frozen=True)
class AskBoard:
    rows: list[SupervisionAsk]
    """Not over yet: the longest waiting first."""
    over: list[SupervisionAsk]


@dataclass(frozen=True)
class AskPage:
    ask: SupervisionAsk
    history: list[Event]


def board(viewer: Viewer) -> AskBoard:
    if not sees_workers(viewer):
        raise Http404
    seen = SupervisionAsk.objects.visible_to(viewer).select_related("supervisor", "community")
    rows = seen.open().order_by("asked_at", "pk")[:SHOWN]
    over = seen.over().order_by("-asked_at", "-pk")[:30]
    return AskBoard([_named(row) for row in rows], [_named(row) for row in over])


def get_ask(viewer: Viewer, pk: int) -> SupervisionAsk:
    if not sees_workers(viewer):
        raise Http404
    rows = SupervisionAsk.objects.visible_to(viewer).select_related("supervisor", "community")
    row = _named(get_object_or_404(rows, pk=pk))
    row.is_kept = SupervisionAsk.objects.manageable_by(viewer).filter(pk=pk).exists()
    row.reads_words = _is_of_the_two(viewer, row) or _pays(viewer, row)
    return row


def ask_page(viewer: Viewer, ask: SupervisionAsk) -> AskPage:
    return AskPage(ask, past_of(viewer, ask, ask.community_id))


def candidates(ask: SupervisionAsk) -> list[Supervisor]:
    """Who comes there and is good at some of it; who is good at more of it, and has time when it
    suits, stands first."""
    found = Supervisor.objects.standing().filter(topics__overlap=ask.topics, user__isnull=False)
    rows = [
        row
        for row in found.exclude(worker=ask.worker_id).order_by("since", "pk")
        if row.comes_to(ask.community)
    ]
    rows.sort(key=lambda row: (-_shared(row.topics, ask.topics), -_shared(row.times, ask.times)))
    for row in rows:
        row.name.disclose()
    return rows[:SHOWN]


def areas_for(worker: SocialWorker) -> "QuerySet[Area]":
    """Where a supervisor may say he comes: his community, its street, its district."""
    return Area.objects.filter(pk__in=worker.community.ancestor_ids).order_by("path")


def line_of(worker: SocialWorker) -> Supervisor | None:
    """His in the pool, as long as he stands in it."""
    return worker.supervising.standing().first()


def waiting_asks(viewer: Viewer) -> "QuerySet[SupervisionAsk]":
    """For this viewer to find somebody."""
    rows = SupervisionAsk.objects.manageable_by(viewer).to_be_matched()
    return rows.order_by("asked_at", "pk")


# --- who may --------------------------------------------------------------------------------------
def may_ask(viewer: Viewer, worker: SocialWorker) -> bool:
    """Himself, and who keeps his record."""
    return worker.status == WorkerStatus.ACTIVE and may_tell(viewer, worker)


def may_match(_viewer: Viewer, row: SupervisionAsk) -> bool:
    return row.is_kept and row.status in MATCH.sources


def may_refuse(_viewer: Viewer, row: SupervisionAsk) -> bool:
    return row.is_kept and row.status in REFUSE.sources


def may_turn_down(viewer: Viewer, row: SupervisionAsk) -> bool:
    return row.status in TURN_DOWN.sources and _supervises(viewer, row)


def may_note(viewer: Viewer, row: SupervisionAsk) -> bool:
    return may_turn_down(viewer, row) and not row.lost_its_supervisor


def may_withdraw(viewer: Viewer, row: SupervisionAsk) -> bool:
    own = row.user_id is not None and row.user_id == viewer.user_id
    return row.status in WITHDRAW.sources and (own or row.is_kept)


def may_say(viewer: Viewer, row: SupervisionAsk) -> bool:
    if row.status != MEET.target or viewer.user_id is None or viewer.sleeping:
        return False
    if row.user_id == viewer.user_id:
        return not row.worker_mark
    return _supervises(viewer, row) and not row.supervisor_mark


# --- inside ---------------------------------------------------------------------------------------
def _supervises(viewer: Viewer, row: SupervisionAsk) -> bool:
    own = row.supervisor_user_id is not None and row.supervisor_user_id == viewer.user_id
    return own and not viewer.sleeping


def _is_of_the_two(viewer: Viewer, row: SupervisionAsk) -> bool:
    return viewer.user_id is not None and viewer.user_id in (row.user_id, row.supervisor_user_id)


def _pays(viewer: Viewer, row: SupervisionAsk) -> bool:
    """As of the sittings: the manager of his organisation, of the community's own the secretary."""
    return SocialWorker.objects.filter(whom_he_pays(viewer), pk=row.worker_id).exists()


def _shared(have: list[str], wanted: list[str]) -> int:
    return len(set(have) & set(wanted))


def _named(row: SupervisionAsk) -> SupervisionAsk:
    """Colleagues know each other by name."""
    row.name.disclose()
    if row.supervisor is not None:
        row.supervisor.name.disclose()
    return row
