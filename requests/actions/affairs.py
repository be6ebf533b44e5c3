"""帮办代办: applied for, taken in, fetched with a word of authority, carried, brought back."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.viewer import Viewer
from communities.models import Area, Binding
from core import audit, files, messaging, scope, tally
from core.exceptions import DomainError
from core.words import listed
from requests.affair_steps import CLOSED, Hand, Step, by_name
from requests.models import Affair, AffairEvent, AffairHelp, AffairPaper, Custody, Guide, Inquiry

TOLD = frozenset(
    {"lack", "accept", "fetch", "take", "finish", "give_back", "deliver", "refuse", "note"}
)
"""What the applicant hears of; the rest he reads on his page."""
MOST_PAPERS = 20


def hands_of(viewer: Viewer, affair: Affair) -> frozenset[Hand]:
    hands = set()
    if not viewer.is_staff and affair.applicant_id == viewer.user_id:
        hands.add(Hand.APPLICANT)
    if viewer.is_staff and Affair.objects.manageable_by(viewer).filter(pk=affair.pk).exists():
        if affair.worker_id == viewer.user_id:
            hands.add(Hand.WORKER)
        if not viewer.is_grid_bound:
            hands.add(Hand.DESK)
    return frozenset(hands)


@transaction.atomic
def apply(
    guide: Guide,
    community: Area,
    *,
    name: str,
    phone: str,
    address: str = "",
    words: str = "",
    uploads: Iterable[Any] = (),
    grid: Area | None = None,
    by: Viewer,
) -> Affair:
    """By the person himself, on the page of the guide."""
    if not guide.is_online:
        raise DomainError(_("这件事要到别处办，指南里写着地方"), code="elsewhere")
    scope.declare({community.pk, *by.community_ids}, user_id=by.user_id)
    row = _open(guide, community, grid, by.actor, name, phone, address, words, inquiry=None, by=by)
    for upload in uploads:
        _keep(row, upload, by)
    return row


@transaction.atomic
def from_inquiry(inquiry: Inquiry, *, guide: Guide, by: Viewer) -> Affair:
    """咨询变代办: the desk opens it for whoever asked; his words come along."""
    asked = Inquiry.objects.select_for_update(of=("self",), no_key=True).get(pk=inquiry.pk)
    if Affair.objects.filter(inquiry=asked).exists():
        raise DomainError(_("已经转成代办了"), code="opened")
    asker = asked.asker
    return _open(
        guide,
        asked.community,
        asked.grid,
        asker,
        asker.name.open(),
        asked.phone.open(),
        _door_of(asker, asked.community),
        asked.words,
        inquiry=asked,
        by=by,
    )


def _door_of(asker: User, community: Area) -> str:
    """As the register has it, for who goes there to fetch papers."""
    homes = Binding.objects.standing().filter(user=asker, resident__community=community)
    bound = homes.select_related("resident__household__dwelling__building__estate").first()
    household = bound.resident.household if bound else None
    return str(household.dwelling) if household else ""


@transaction.atomic
def lack(affair: Affair, *, note: str, by: Viewer) -> Affair:
    return _move(affair, "lack", by=by, note=_said(note))


@transaction.atomic
def supply(affair: Affair, *, note: str = "", uploads: Iterable[Any] = (), by: Viewer) -> Affair:
    row = _move(affair, "supply", by=by, note=note)
    for upload in uploads:
        _keep(row, upload, by)
    return row


@transaction.atomic
def accept(affair: Affair, *, note: str = "", by: Viewer) -> Affair:
    return _move(affair, "accept", by=by, note=note)


@transaction.atomic
def fetch(
    affair: Affair, *, worker: User, authority: str, authority_until: date, by: Viewer
) -> Affair:
    """A grid worker goes there, and may: what he is trusted with is written down first."""
    if not authority.strip():
        raise DomainError(_("请写清本人委托了什么"), field="authority")
    if authority_until < timezone.localdate():
        raise DomainError(_("委托已经到期了"), field="authority_until")
    return _move(
        affair, "fetch", by=by, worker=worker, authority=authority, authority_until=authority_until
    )


@transaction.atomic
def take(affair: Affair, *, papers: Iterable[str], by: Viewer) -> Affair:
    """Each paper by its name; without a valid authority nothing changes hands."""
    row = _lock(affair)
    if row.authority_until is None or row.authority_until < timezone.localdate():
        raise DomainError(_("委托到期了，请先续写委托书"), code="no_authority")
    names = _named(papers)
    twice = set(names) & out_of_hand(row)
    if twice:
        raise DomainError(_("已经取走了：{papers}").format(papers=listed(sorted(twice))))
    _hand_over(row, names, Custody.Way.TAKEN, by)
    return _move(row, "take", by=by, note=listed(names))


@transaction.atomic
def give_back(affair: Affair, *, papers: Iterable[str], by: Viewer) -> Affair:
    row = _lock(affair)
    names = _named(papers)
    unknown = set(names) - out_of_hand(row)
    if unknown:
        raise DomainError(_("没有取过：{papers}").format(papers=listed(sorted(unknown))))
    _hand_over(row, names, Custody.Way.BACK, by)
    return _move(row, "give_back", by=by, note=listed(names))


@transaction.atomic
def file(affair: Affair, *, note: str = "", by: Viewer) -> Affair:
    return _move(affair, "file", by=by, note=note)


@transaction.atomic
def finish(affair: Affair, *, outcome: str, by: Viewer) -> Affair:
    if not outcome.strip():
        raise DomainError(_("请写办理结果"), field="outcome")
    return _move(affair, "finish", by=by, note=outcome, outcome=outcome.strip())


@transaction.atomic
def deliver(affair: Affair, *, note: str = "", by: Viewer) -> Affair:
    """Ends only when every paper is back with its owner."""
    still = out_of_hand(_lock(affair))
    if still:
        raise DomainError(
            _("还有材料没还给本人：{papers}").format(papers=listed(sorted(still))), code="papers"
        )
    return _move(affair, "deliver", by=by, note=note)


@transaction.atomic
def refuse(affair: Affair, *, note: str, by: Viewer) -> Affair:
    return _move(affair, "refuse", by=by, note=_said(note))


@transaction.atomic
def withdraw(affair: Affair, *, note: str = "", by: Viewer) -> Affair:
    return _move(affair, "withdraw", by=by, note=note)


@transaction.atomic
def visit(affair: Affair, *, note: str = "", by: Viewer) -> Affair:
    """He had to come himself: counted, because the figure is about sparing him that."""
    row = _lock(affair)
    return _move(row, "visit", by=by, note=note, visits=row.visits + 1)


@transaction.atomic
def leave_word(affair: Affair, *, note: str, by: Viewer) -> Affair:
    return _move(affair, "note", by=by, note=_said(note))


@transaction.atomic
def record_help(guide: Guide, community: Area, *, minutes: int, by: Viewer) -> AffairHelp:
    """陪办: he did it on the other platform, we sat beside him."""
    row = AffairHelp.objects.create(
        guide=guide, community=community, helper=by.actor, minutes=minutes
    )
    audit.record("requests.affair_help.record", row, actor=by.user, details={"guide": guide.code})
    tally.add("requests.affair_help", community.pk, dims={"guide": guide.code})
    return row


def out_of_hand(affair: Affair) -> set[str]:
    """Papers the applicant does not hold just now."""
    out: set[str] = set()
    for paper, way in (
        Custody.objects.filter(affair=affair).order_by("id").values_list("paper", "way")
    ):
        (out.add if way == Custody.Way.TAKEN else out.discard)(str(paper))
    return out


def _open(
    guide: Guide,
    community: Area,
    grid: Area | None,
    applicant: User,
    name: str,
    phone: str,
    address: str,
    words: str,
    *,
    inquiry: Inquiry | None,
    by: Viewer,
) -> Affair:
    row = Affair.objects.create(
        guide=guide,
        community=community,
        grid=grid,
        applicant=applicant,
        name=name,
        phone=phone,
        address=address,
        words=words.strip(),
        inquiry=inquiry,
    )
    _write_down(row, "open", by, "")
    tally.add("requests.affair", community.pk, dims={"guide": guide.code})
    return row


def _move(affair: Affair, name: str, *, by: Viewer, note: str = "", **changes: Any) -> Affair:
    row, step = _lock(affair), by_name(name)
    _may(step, row, by)
    for field, value in changes.items():
        setattr(row, field, value)
    if step.target is not None:
        row.status = step.target
        if step.target in CLOSED:
            row.closed_at = timezone.now()
    row.save()
    event = _write_down(row, step.name, by, note)
    if step.name in TOLD:
        messaging.send(
            "requests.affair_moved",
            to_user=row.applicant,
            scope=row.community_id,
            context={"affair": row.guide.name, "step": str(step.line)},
            dedup_key=f"requests.affair_event:{event.pk}",
            link=f"/affairs/{row.public_id}/",
        )
    return row


def _may(step: Step, row: Affair, by: Viewer) -> None:
    if row.status not in step.sources:
        raise DomainError(
            _("这件事现在是“{status}”，不能再这样办").format(status=row.get_status_display()),
            code="moved_on",
        )
    if not step.hands & hands_of(by, row):
        raise DomainError(_("这一步不归您做"), code="not_allowed")


def _lock(affair: Affair) -> Affair:
    rows = Affair.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("guide", "applicant").get(pk=affair.pk)


def _write_down(row: Affair, step: str, by: Viewer, note: str) -> AffairEvent:
    audit.record(f"requests.affair.{step}", row, actor=by.user)
    return AffairEvent.objects.create(
        community_id=row.community_id,
        affair=row,
        step=step,
        actor=by.user,
        to_status=row.status,
        note=note.strip(),
    )


def _hand_over(row: Affair, names: list[str], way: Custody.Way, by: Viewer) -> None:
    for name in names:
        Custody.objects.create(
            community_id=row.community_id, affair=row, paper=name, way=way, by=by.actor
        )


def _named(papers: Iterable[str]) -> list[str]:
    names = [name.strip()[:60] for name in papers if name.strip()]
    if not names:
        raise DomainError(_("请写是哪几样材料"), field="papers")
    return names


def _said(note: str) -> str:
    if not note.strip():
        raise DomainError(_("请写一句说明"), field="note")
    return note


def _keep(row: Affair, upload: Any, by: Viewer) -> None:
    if AffairPaper.objects.filter(affair=row).count() >= MOST_PAPERS:
        raise DomainError(_("材料太多了，其余的请带到窗口"), field="uploads")
    stored = files.store(
        upload,
        purpose="requests.affair_paper",
        kinds=files.PHOTOS,
        scope=row.community_id,
        owner=by.user,
    )
    AffairPaper.objects.create(
        community_id=row.community_id, affair=row, file=stored, added_by=by.actor
    )
