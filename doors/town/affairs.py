"""办事 in the town: questions of these days, affairs that are carried, and help given elsewhere."""

from datetime import date, timedelta

from accounts.models import User
from accounts.viewer import Viewer
from core import scope
from doors.town.cast import lead
from doors.town.orders import Teller
from doors.town.plan import WUTONGLI
from requests.actions import affairs, inquiries
from requests.models import Affair, Guide, Inquiry
from requests.queries import affairs as queries

ANSWERED = (
    (
        "陈长贵",
        "pension-alive",
        "养老认证今年到什么时候？",
        "从上次认证起一年内都行，手机刷脸，或者我们上门办。",
    ),
    (
        "林晚",
        "medical-elsewhere",
        "外婆要去省城住院，先办什么？",
        "先做异地就医备案，再住院，不用自己垫钱。",
    ),
    (
        "林晚",
        "elder-allowance",
        "外婆满八十了，津贴要自己申请吗？",
        "要申请，带身份证和社保卡，我们代交。",
    ),
)
WAITING = (
    ("陈长贵", "disability-subsidy", "老伴的护理补贴怎么还没到账？"),
    ("林晚", "", "孩子的医保在学校交还是在社区交？"),
)
CARRIED = (
    # who, which guide, how far it has come
    ("陈长贵", "pension-enrol", "done"),
    ("林晚", "elder-allowance", "fetching"),
    ("林晚", "disability-card", "lacking"),
    ("陈长贵", "disability-subsidy", "filed"),
)
PAPERS = ["户口簿", "身份证复印件", "一寸照片"]
HELPED = (("pension-alive", 15), ("medical-enrol", 20), ("medical-elsewhere", 25))


def tell_affairs(told_on: date) -> None:
    teller = Teller(WUTONGLI)
    by = teller.staff(teller.clerk)
    for name, code, words, reply in ANSWERED:
        inquiries.answer(_ask(teller, name, code, words), answer=reply, by=by)
    for name, code, words in WAITING:
        _ask(teller, name, code, words)
    for name, code, state in CARRIED:
        _carry(teller, name, code, state, told_on)
    for code, minutes in HELPED:
        affairs.record_help(_guide(code), teller.area, minutes=minutes, by=by)
    scope.declare(scope.EVERYTHING)


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


def _carry(teller: Teller, name: str, code: str, state: str, told_on: date) -> None:
    """From the question on, as far as it has come."""
    by = teller.staff(teller.clerk)
    guide = _guide(code)
    asked = _ask(teller, name, code, f"{guide.name}，能不能替我办？")
    inquiries.answer(asked, answer="可以，我们来办，材料清单在下面。", by=by)
    row = affairs.from_inquiry(asked, guide=guide, by=by)
    if state == "lacking":
        affairs.lack(row, note="还缺两寸照片两张", by=by)
        return
    row = affairs.accept(row, by=by)
    worker = _fetch(row, told_on, by)
    if worker is None or state == "fetching":
        return
    affairs.take(row, papers=PAPERS, by=by)
    row = affairs.file(row, by=by)
    if state == "filed":
        return
    affairs.visit(row, note="来签字", by=by)
    affairs.finish(row, outcome="已参保，缴费档次由本人选定", by=by)
    affairs.give_back(row, papers=PAPERS, by=by)
    affairs.deliver(row, by=by)


def _fetch(row: Affair, told_on: date, by: Viewer) -> User | None:
    workers = queries.fetchers(row)
    if not workers:
        return None
    affairs.fetch(
        row,
        worker=workers[0],
        authority=f"代交{row.guide.name}材料，取回回执",
        authority_until=told_on + timedelta(days=30),
        by=by,
    )
    return workers[0]


def _guide(code: str) -> Guide:
    return Guide.objects.get(code=code, replaced_at__isnull=True)
