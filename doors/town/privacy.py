"""What people agreed to and asked about their own data, and what the privacy officer keeps."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from accounts.actions import complaints, subject_requests
from accounts.actions.consents import record_consent
from accounts.actions.minors import approve_minor_access
from accounts.models import (
    ConsentKind,
    DataSubjectRequest,
    ImpactAssessment,
    Incident,
    SharingRecord,
)
from communities.models import Area
from doors.town.account import find
from doors.town.cast import lead
from doors.town.cast_list import CAST, FURTHER_BOUND
from doors.town.plan import WUTONGLI_CODE

Kind = DataSubjectRequest.Kind


def tell_consents(told_on: date) -> None:
    """Whoever has signed in has read the notice and ticked the box; one asks for more."""
    for key in (*(part.name for part in CAST), *FURTHER_BOUND):
        user = find(key)
        record_consent(user.subject, ConsentKind.SERVICE, given=True, user=user)
    volunteer = find("万秀华")
    record_consent(
        lead("万秀华").subject,
        ConsentKind.PORTRAIT,
        given=True,
        user=volunteer,
        scope=_wutongli().pk,
    )


def tell_rights(told_on: date) -> None:
    """One request answered, one waiting; one colleague who may read children's records."""
    officer, place = find("陆知秋"), _wutongli()
    for key, kind, text in (
        ("陈长贵", Kind.EXPLAIN, "为什么电话号码要给上门的师傅？"),
        ("于建平", Kind.CORRECT, "户籍地址写的是老地方，去年已经迁到梧桐里。"),
    ):
        person = lead(key)
        asked = subject_requests.ask(
            kind, user=find(key), subject=person.subject, scope=place.pk, text=text
        )
        if kind == Kind.EXPLAIN:
            subject_requests.answer(
                asked,
                granted=True,
                text="师傅接单以后才看得到您的电话，办完七天就看不到了，每看一次都有记录。",
                actor=officer,
            )
    approve_minor_access(
        find("贺知夏"),
        scope=place.pk,
        purpose="假期困境儿童走访",
        starts_on=told_on - timedelta(days=10),
        ends_on=told_on + timedelta(days=80),
        actor=officer,
    )


def tell_registers(told_on: date) -> None:
    officer, place = find("陆知秋"), _wutongli()
    common = {"scope": place.pk, "recorded_by": officer}
    SharingRecord.objects.create(
        recipient="柳岸街道社区卫生服务中心",
        contact="家庭医生办公室",
        kinds="65 岁以上老人的姓名、住址、慢性病登记",
        purpose="上门体检和随访",
        basis="本人单独同意",
        starts_on=told_on - timedelta(days=120),
        ends_on=told_on + timedelta(days=245),
        **common,
    )
    ImpactAssessment.objects.create(
        title="登记残疾和健康状况，用来排上门探访",
        necessity="不知道谁走不动，就排不出上门的先后；只登记类别和等级，不登记病历。",
        risks="被无关的人看到，会让人难堪；名单流出去，老人容易被推销。",
        measures="单独同意或者有证件才登记；看全要写用途，每次有记录；列表上只写类别。",
        concluded_on=told_on - timedelta(days=200),
        review_on=told_on + timedelta(days=165),
        **common,
    )
    happened = timezone.make_aware(datetime.combine(told_on - timedelta(days=46), time(16, 20)))
    Incident.objects.create(
        happened_at=happened,
        noticed_at=happened + timedelta(hours=2),
        kinds="姓名、楼栋、门牌",
        people=12,
        cause="打印的走访名单落在了 3 号楼门厅。",
        harm="可能有人知道哪几户要上门探访。",
        measures="当天收回并粉碎，名单改成只打编号；12 户逐一打了电话。",
        people_told_at=happened + timedelta(hours=20),
        closed_at=happened + timedelta(days=3),
        **common,
    )
    complaints.complain("长辈版里日历上的字还是小，看不清。", user=find("陈长贵"))


def _wutongli() -> Area:
    return Area.objects.get(code=WUTONGLI_CODE)
