"""派单 in 梧桐里: its own catalogue since July, a draft, a wave under way, a batch to look at."""

from datetime import date, datetime, timedelta
from random import Random

from django.utils import timezone

from communities.queries.duty import on_duty
from doors.town import days
from doors.town.days import MINUTE, Tale
from doors.town.order_texts import Said, Stage
from doors.town.orders import Teller, began
from doors.town.plan import WUTONGLI
from requests.actions import batch, calling, catalogue, rotation, rule_alerts
from requests.actions.catalogue import RuleFacts
from requests.models import DispatchCatalogue, MenuCategory
from requests.models.parties import Lane

IN_FORCE_FOR = timedelta(days=132)
POOLED = (
    Said("groceries", "腿脚不方便，想请人捎一袋米、一桶油上三楼。", Stage.ACCEPTED,
         called="田桂英", grid=2, also=("pooled",)),
    Said("parcel", "快递在驿站放了两天，取不了，明天要退回去。", Stage.ACCEPTED,
         called="谭守义", grid=3, also=("pooled",)),
    Said("phone-lesson", "医保码怎么打开，学了几次记不住，想请人慢慢教。", Stage.ACCEPTED,
         called="冉桂芝", grid=1, also=("pooled",)),
    Said("chat-visit", "老伴走了以后一个人，想有人周末来坐坐。", Stage.ACCEPTED,
         called="向老", grid=4, also=("pooled",)),
    Said("haircut-home", "卧床三个月了，想请人上门理个发。", Stage.ACCEPTED,
         called="覃家", grid=2, also=("pooled",)),
)  # fmt: skip
IN_WAVES = Said(
    "escort-hospital", "胆结石又疼了，家里人都在外地，想请人马上陪去市医院。", Stage.ACCEPTED,
    called="杨婆婆", grid=5, verdict={"urgency": 3, "impact": 2},
)  # fmt: skip
BY_TURNS = Said(
    "print-scan", "身份证正反面要印三份，家里没有打印机。", Stage.ACCEPTED, called="付先生", grid=1
)


def tell_catalogue(told_on: date) -> None:
    teller = Teller(WUTONGLI)
    secretary = teller.secretary
    own = catalogue.begin_draft(teller.area, actor=secretary)
    catalogue.add_rule(
        own,
        facts=RuleFacts(
            Lane.LEAD,
            [Lane.SELFHELP],
            category=_category("visit-elders"),
            mode="offer",
            wave=2,
            wait_minutes=360,
        ),
        actor=secretary,
    )
    # written for a programme that ended in spring: nothing has met it since
    catalogue.add_rule(
        own,
        facts=RuleFacts(Lane.ASSIST, [Lane.COHANDLE], order_type="vision", matter="private"),
        actor=secretary,
    )
    for rule in list(own.rules.order_by("-position")[1:3]):  # before the one for all else
        for _place in range(8):
            catalogue.raise_rule(rule, actor=secretary)
    caps = {"volunteer_cap": 3, "staff_cap": 60, "cash_cap": 300}
    limits = {**caps, "batch_sends": False, "dead_after_days": 90}
    catalogue.set_limits(own, actor=secretary, note="探访老人先请报到党员", **limits)
    catalogue.put_in_force(own, actor=secretary)
    begun = timezone.now() - IN_FORCE_FOR
    DispatchCatalogue.objects.filter(pk=own.pk).update(in_force_at=begun, made_at=begun)
    draft = catalogue.begin_draft(teller.area, actor=secretary)
    catalogue.add_rule(
        draft,
        facts=RuleFacts(
            Lane.LEAD, [Lane.COHANDLE, Lane.SELFHELP], category=_category("repairs"), mode="offer"
        ),
        actor=secretary,
    )
    for _place in range(12):
        catalogue.raise_rule(draft.rules.get(category=_category("repairs")), actor=secretary)
    catalogue.set_limits(draft, actor=secretary, note="小修小补也先请报到党员", **limits)


def tell_dispatch(told_on: date) -> None:
    """After the orders, at whatever hour this is (the wave is urgent, it rings at night too): a
    wave, a turn, and a batch that waits for the secretary's word."""
    teller, now, dice = Teller(WUTONGLI), timezone.now(), Random("dispatch")
    secretary = teller.staff(teller.secretary)
    tales: list[tuple[datetime, Tale]] = [
        (began(said, now, dice), teller.walk(said, dice)) for said in POOLED
    ]
    tales.append((now - 50 * MINUTE, _in_waves(teller)))
    tales.append((now - 35 * MINUTE, try_turns(teller)))
    days.live(tales, until=now, swept=False)
    rule_alerts.watch()
    batch.start(teller.area, by=secretary)
    run = batch.take_next()
    if run is not None:
        found = batch.candidates_of(run)
        pairs: dict[int, int] = {}
        for order, people in sorted(found.items(), key=lambda one: len(one[1])):
            free = [one for one in people if one.volunteer.pk not in pairs.values()]
            pairs |= {order: free[0].volunteer.pk} if free else {}
        batch.propose(run, found, pairs)


def _in_waves(teller: Teller) -> Tale:
    row = teller.tell(IN_WAVES)
    yield 9 * MINUTE
    calling.call(row, size=2, wait_minutes=24 * 60, by=teller.staff(teller.secretary))


def try_turns(teller: Teller) -> Tale:
    """At night nobody sits at the counter: then it waits to be sent, as in life."""
    row = teller.tell(BY_TURNS)
    yield 4 * MINUTE
    if on_duty_now(teller):
        rotation.rotate(row, by=teller.staff(teller.secretary))


def on_duty_now(teller: Teller) -> bool:
    return on_duty(teller.area, timezone.now()).filter(person__isnull=False).exists()


def _category(code: str) -> MenuCategory:
    return MenuCategory.objects.get(code=code)
