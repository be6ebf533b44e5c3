"""What follows an activity in the town: how it was, photos with their consents, the notice."""

import io
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from activities.actions import announcing, portraits
from activities.models import Activity, Attendance, Feedback
from activities.workflow import TOOK_PLACE, Status
from charity.actions import gifts, uses
from charity.actions.facts import DonorFacts, GiftFacts
from charity.actions.uses import Deed
from charity.models import Allocation, Resource
from communities.actions import notices
from communities.models import Area, NoticeCategory
from doors.town.account import find
from doors.town.bulk import write
from doors.town.gift_list import CHARITY, KITCHEN
from doors.town.plan import WUTONGLI_CODE
from organizations.models import Organization

CAKES, EATEN = 60, 48
"""Given for a day, and never in the storeroom."""
WORDS = ("老师讲得慢，听得懂", "人多，坐不下", "下次早点贴通知", "孩子回家还在说", "灯再亮一点")
ANNOUNCED = "“我们的节日”社区联欢"
PHOTOS, SHOWN = 3, 1
"""One is in the gallery, one waits for somebody's yes, on one a yes was taken back."""


def tell_afterwards(told_on: date) -> None:
    write(_feedback(told_on))
    _photos()
    _notice()
    _cakes(told_on)


def _cakes(told_on: date) -> None:
    """Brought for an activity and eaten there: its donor reads where."""
    clerk, home = find("周予安"), Area.objects.get(code=WUTONGLI_CODE)
    held = Activity.objects.filter(community=home, status__in=TOOK_PLACE, helpers_only=False)
    facts = GiftFacts(
        resource=Resource.GOODS,
        what="现蒸的米糕",
        quantity=Decimal(CAKES),
        unit="份",
        receipt_waived=True,
        offered_on=told_on,
    )
    charity = Organization.objects.get(name=CHARITY)
    donor = DonorFacts(unit_name=KITCHEN)
    gift = gifts.record(home, charity, facts, donor=donor, actor=clerk)
    gift = gifts.receive(gift, received_on=told_on, actor=find("顾明"))
    eaten_at = held.order_by("-starts_at", "pk")[0]
    deed = Deed(Allocation.Kind.ACTIVITY, eaten_at.pk, home, called=eaten_at.called)
    what = "活动上分给来的人"
    uses.use_for(deed, gift=gift, quantity=Decimal(EATEN), what=what, actor=clerk)


def _feedback(told_on: date) -> Iterator[Feedback]:
    """Every second of who came to something in the last half year said how it was."""
    since = timezone.now() - timedelta(days=180)
    took = {"enrolment__activity__status__in": TOOK_PLACE}
    rows = Attendance.objects.filter(came_at__gte=since, left_at__isnull=False, **took)
    rows = rows.filter(enrolment__activity__helpers_only=False).select_related("enrolment")
    for at, there in enumerate(rows.order_by("pk")):
        dice = Random(f"says {at}")
        if dice.random() < 0.5 or there.left_at is None:
            continue
        yield Feedback(
            community_id=there.community_id,
            enrolment=there.enrolment,
            grade=dice.choice((5, 5, 5, 4, 4, 3, 2)),
            words=dice.choice(WORDS) if at % 5 == 0 else "",
            said_at=min(there.left_at + timedelta(hours=5), timezone.now()),
        )


def _photos() -> None:
    """Of the last one that grown-ups came to."""
    clerk = find("周予安")
    held = Activity.objects.filter(status__in=TOOK_PLACE, helpers_only=False, has_roster=False)
    activity = held.order_by("-starts_at", "pk")[0]
    came = list(activity.enrolments.filter(attendance__isnull=False).order_by("pk")[:3])
    told = (("#c9b79c", "一桌子工具"), ("#9cb7c9", "合影"), ("#b7c99c", "第一排"))
    made = [
        portraits.add(activity, file=_picture(colour), caption=caption, actor=clerk)
        for colour, caption in told
    ]
    portraits.say_who(made[0], people=[], nobody_shown=True, actor=clerk)
    portraits.publish(made[0], actor=clerk)
    portraits.say_who(made[1], people=came[:2], actor=clerk)
    portraits.agree(came[0], how="spoken", actor=clerk)
    portraits.say_who(made[2], people=came[2:], actor=clerk)
    portraits.agree(came[2], how="written", actor=clerk)
    portraits.publish(made[2], actor=clerk)
    portraits.withdraw(came[2], actor=clerk)


def _notice() -> None:
    activity = Activity.objects.get(title=ANNOUNCED, status=Status.PUBLISHED)
    writer, checker = find("乔一"), find("顾明")
    category = NoticeCategory.objects.get(code="notice")
    notice = announcing.announce(activity, category=category, actor=writer)
    notices.submit_notice(notice, actor=writer)
    notices.check_notice(notice, revision=notice.revision, actor=checker)
    notices.publish_notice(notice, actor=checker)


def _picture(colour: str) -> SimpleUploadedFile:
    """Drawn: no face of anybody is needed to show where a photo stands."""
    paper = Image.new("RGB", (640, 480), colour)
    draw = ImageDraw.Draw(paper)
    draw.rectangle((80, 260, 560, 420), fill="#f4efe6", outline="#6b5b45", width=6)
    for left in range(120, 520, 90):
        draw.ellipse((left, 290, left + 54, 344), fill="#d98c5f")
    data = io.BytesIO()
    paper.save(data, "JPEG")
    return SimpleUploadedFile("huodong.jpg", data.getvalue(), content_type="image/jpeg")
