"""These days outside, and inside the work: rounds and visits, shared work, an errand's money."""

import io
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Max
from django.utils import timezone
from PIL import Image, ImageDraw

from communities.models import Area
from core import scope
from doors.town import days
from doors.town.account import find
from doors.town.cast_list import ABSENT_GRID, SUBSTITUTE, VACANT_GRID, WORKERS
from doors.town.days import MINUTE, Tale
from doors.town.order_texts import NEW, Said
from doors.town.orders import Teller
from doors.town.plan import WUTONGLI
from grids.queries.care import in_care
from requests.actions import dispatch, money, outings, sharing, substituting
from requests.models import MenuItem, ServiceRequest
from requests.workflow import Status

ROUTES = (
    ("绕楼一圈 → 电动车棚 → 垃圾房", "看充电线有没有私拉"),
    ("楼道和消防门 → 后门 → 花坛", "看通道堵没堵"),
    ("沿街铺面 → 菜场后门 → 公交站", "看占道和积水"),
)
WITH = ("楼栋长一起", "物业秦师傅", "")
SEEN = (
    ("垃圾房门口的地面开裂，雨天积水", "manhole-road"),
    ("二单元四楼的感应灯不亮，上下楼要摸黑", "stair-light"),
    ("后门的香樟压着电话线，风一吹就碰", "tree"),
    ("车棚边有人扔了两张旧沙发，挡了半条路", "rubbish"),
    ("一单元门关不拢，闭门器漏油了", "door-camera"),
    ("靠菜场那口井往外冒，早上一股味", "drain-smell"),
    ("健身角的扭腰器松了一个螺丝，先拦了起来", "bench-fitness"),
    ("消防门后面堆着两辆旧自行车，没找到是谁的", "blocked-exit"),
)
"""What was left as an order, one for each grid in turn."""
SETTLED = (
    "三单元门口的纸箱，住户当场搬走了",
    "充电线从窗口拉下来，当面收了上去",
    "花坛边的碎玻璃，和秦师傅一起扫了",
    "楼道窗户没关，关好了",
)
WHY = ("天冷了，看看取暖和煤气", "问问药够不够、饭怎么吃")
ERRAND = Said("groceries", "腿脚不便，想请人带一桶油、五斤米、两把青菜。", NEW, "陈长贵")
PARTS = (("借人字梯", "done"), ("断电、换灯", ""), ("换完回来拍张照", ""))


def tell_outside(told_on: date) -> None:
    now = timezone.now()
    days.live(_tales(Teller(WUTONGLI), now), until=now, swept=False)


def _tales(home: Teller, now: datetime) -> Iterator[tuple[datetime, Tale]]:
    today = timezone.localdate(now)
    for position, grid in sorted(home.grids.items()):
        if position != VACANT_GRID:
            began = days.on(now, 1, 8, 10 + 3 * position)
            yield began, _a_workers_day(home, position, grid, today)
    yield days.on(now, 0, 8, 5), _an_errand(home)
    rows = ServiceRequest.objects.filter(
        community=home.area, status=Status.IN_PROGRESS, item__code="stair-light"
    )
    row: Any = rows.annotate(last=Max("events__at")).order_by("pk").first()
    if row is not None:
        yield max(row.last, now - 40 * MINUTE), _shared_work(home, row)


def _a_workers_day(home: Teller, position: int, grid: Area, today: date) -> Tale:
    """Yesterday's round and visit; what is planned for today and tomorrow."""
    name = SUBSTITUTE if position == ABSENT_GRID else WORKERS[position - 1]
    by, day = home.staff(find(name)), timezone.localdate()
    route, why = ROUTES[position % len(ROUTES)]
    early, _why = ROUTES[(position + 1) % len(ROUTES)]
    done = outings.plan("patrol", grid, day, route=early, companions=WITH[0], by=by)
    outings.plan("patrol", grid, today, route=route, why=why, companions=WITH[position % 3], by=by)
    people = in_care().filter(grid=grid, household__isnull=False).order_by("pk")[:4]
    visits = [
        outings.plan(
            "visit",
            grid,
            today + timedelta(days=number // 2) if number != 1 else day,
            resident=person,
            why=WHY[number % 2],
            by=by,
        )
        for number, person in enumerate(people)
    ]
    yield 70 * MINUTE
    if position % 3:
        words, code = SEEN[(position - position // 3 - 1) % len(SEEN)]
        item = MenuItem.objects.get(code=code)
        outings.found(done, words=words, settled=False, item=item, by=by)
        scope.declare(scope.EVERYTHING)
        yield 8 * MINUTE
    if position % 3 == 2:
        words = SETTLED[position // 3 % len(SETTLED)]
        outings.found(done, words=words, settled=True, by=by)
        scope.declare(scope.EVERYTHING)
        yield 8 * MINUTE
    if not position % 3:
        outings.log(done, outcome="fine", by=by)
    for visit in visits[1:2]:
        yield 50 * MINUTE
        outings.log(visit, outcome="away" if position % 2 else "fine", by=by)


def _an_errand(home: Teller) -> Tale:
    """Given, spent with the slip, and one sum that still waits for the other's word."""
    row = home.submit(ERRAND)
    yield 20 * MINUTE
    row = home.assign(home.classify(row, ERRAND))
    by = home.handler(row)
    yield 15 * MINUTE
    row = dispatch.sign(row, by=by)
    yield 25 * MINUTE
    row = money.note_money(row, kind="advance", amount=Decimal(120), note="现金，当面点过", by=by)
    yield 2 * MINUTE
    money.sign_money(row, line=row.money.get(), by=home.resident(ERRAND.by))
    yield 75 * MINUTE
    row = money.note_money(
        row, kind="spent", amount=Decimal("96.50"), note="粮油店", photos=[_slip()], by=by
    )
    yield 20 * MINUTE
    money.note_money(row, kind="returned", amount=Decimal("23.50"), by=by)


def _shared_work(home: Teller, row: ServiceRequest) -> Tale:
    by = home.handler(row)
    for what, outcome in PARTS:
        row = sharing.add_task(row, what=what, by=by)
        yield 5 * MINUTE
        if outcome:
            sharing.end_task(row, task=row.sub_tasks.latest("pk"), outcome=outcome, by=by)
    other = find(WORKERS[0] if by.user != find(WORKERS[0]) else WORKERS[1])
    substituting.propose(row, user=other, reason="下午去区里培训，赶不回来", by=by)


def _slip() -> SimpleUploadedFile:
    """A till slip, drawn."""
    paper = Image.new("RGB", (240, 360), "white")
    draw = ImageDraw.Draw(paper)
    for line in range(40, 320, 24):
        draw.line((24, line, 216 - line % 70, line), fill="black", width=3)
    data = io.BytesIO()
    paper.save(data, "JPEG")
    return SimpleUploadedFile("xiaopiao.jpg", data.getvalue(), content_type="image/jpeg")
