"""办事 in the town: questions of these days, affairs that are carried, and help given elsewhere."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils import timezone

from core import scope
from doors.town import days
from doors.town.cast import lead
from doors.town.days import DAY, HOUR, MINUTE, Tale
from doors.town.orders import Teller
from doors.town.plan import WUTONGLI
from requests.actions import affairs, inquiries
from requests.models import Guide, Inquiry
from requests.queries import affairs as queries

ANSWERED = (
    # how many days ago, at what time, who, about which guide, what, and what he was told
    (
        (2, 9, 48),
        "陈长贵",
        "pension-alive",
        "养老认证今年到什么时候？",
        "从上次认证起一年内都行，手机刷脸，或者我们上门办。",
    ),
    (
        (1, 15, 6),
        "林晚",
        "medical-elsewhere",
        "外婆要去省城住院，先办什么？",
        "先做异地就医备案，再住院，不用自己垫钱。",
    ),
    (
        (5, 10, 31),
        "林晚",
        "elder-allowance",
        "外婆满八十了，津贴要自己申请吗？",
        "要申请，带身份证和社保卡，我们代交。",
    ),
)
WAITING = (
    # for how many minutes
    (21, "陈长贵", "disability-subsidy", "老伴的护理补贴怎么还没到账？"),
    (9, "林晚", "", "孩子的医保在学校交还是在社区交？"),
)
CARRIED = (
    # how many days ago, who, which guide, how far it has come
    (12, "陈长贵", "pension-enrol", "done"),
    (1, "林晚", "elder-allowance", "fetching"),
    (3, "林晚", "disability-card", "lacking"),
    (7, "陈长贵", "disability-subsidy", "filed"),
)
PAPERS = ["户口簿", "身份证复印件", "一寸照片"]
HELPED = ((0, "pension-alive", 15), (2, "medical-enrol", 20), (5, "medical-elsewhere", 25))


def tell_affairs(told_on: date) -> None:
    now = timezone.now()
    days.live(_tales(Teller(WUTONGLI), now), until=now, swept=False)


def _tales(teller: Teller, now: datetime) -> Iterator[tuple[datetime, Tale]]:
    for (ago, hour, minute), name, code, words, reply in ANSWERED:
        yield days.on(now, ago, hour, minute), _answered(teller, name, code, words, reply)
    for minutes, name, code, words in WAITING:
        yield now - minutes * MINUTE, _waiting(teller, name, code, words)
    for ago, name, code, state in CARRIED:
        yield days.on(now, ago, 9, 30 + ago), _carried(teller, name, code, state)
    for ago, code, minutes in HELPED:
        yield days.on(now, ago, 10, minutes), _helped(teller, code, minutes)


def _ask(teller: Teller, name: str, code: str, words: str) -> Inquiry:
    row = inquiries.ask(
        teller.area,
        words=words,
        guide=_guide(code) if code else None,
        grid=lead(name).grid,
        by=teller.resident(name),
    )
    scope.declare(scope.EVERYTHING)
    return row


def _waiting(teller: Teller, name: str, code: str, words: str) -> Tale:
    _ask(teller, name, code, words)
    yield from ()


def _answered(teller: Teller, name: str, code: str, words: str, reply: str) -> Tale:
    row = _ask(teller, name, code, words)
    yield 12 * MINUTE
    inquiries.answer(row, answer=reply, by=teller.staff(teller.clerk))


def _helped(teller: Teller, code: str, minutes: int) -> Tale:
    """Written down when it is over."""
    yield minutes * MINUTE
    by = teller.staff(teller.clerk)
    affairs.record_help(_guide(code), teller.area, minutes=minutes, by=by)


def _carried(teller: Teller, name: str, code: str, state: str) -> Tale:
    """From the question on, as far as it has come."""
    by, guide = teller.staff(teller.clerk), _guide(code)
    asked = _ask(teller, name, code, f"{guide.name}，能不能替我办？")
    yield 15 * MINUTE
    inquiries.answer(asked, answer="可以，我们来办，材料清单在下面。", by=by)
    yield 2 * MINUTE
    row = affairs.from_inquiry(asked, guide=guide, by=by)
    yield HOUR
    if state == "lacking":
        affairs.lack(row, note="还缺两寸照片两张", by=by)
        return
    row = affairs.accept(row, by=by)
    workers = queries.fetchers(row)
    if not workers:
        return
    yield 20 * MINUTE
    affairs.fetch(
        row,
        worker=workers[0],
        authority=f"代交{guide.name}材料，取回回执",
        authority_until=timezone.localdate() + timedelta(days=30),
        by=by,
    )
    if state == "fetching":
        return
    yield DAY
    affairs.take(row, papers=PAPERS, by=by)
    yield 3 * HOUR
    row = affairs.file(row, by=by)
    if state == "filed":
        return
    yield 2 * DAY
    affairs.visit(row, note="来签字", by=by)
    yield 3 * DAY
    affairs.finish(row, outcome="已参保，缴费档次由本人选定", by=by)
    yield HOUR
    affairs.give_back(row, papers=PAPERS, by=by)
    yield 5 * MINUTE
    affairs.deliver(row, by=by)


def _guide(code: str) -> Guide:
    return Guide.objects.get(code=code, replaced_at__isnull=True)
