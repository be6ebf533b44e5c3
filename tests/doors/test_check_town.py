"""`check_town` proves the told town, and each of its checks can fail."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.db.models import F
from django.utils import timezone

from accounts import roles
from accounts.models import (
    DataSubjectRequest,
    Incident,
    MinorAccessApproval,
    PrivacyNotice,
    RoleGrant,
    SharingRecord,
    User,
)
from accounts.viewer import ANONYMOUS
from activities.models import (
    Activity,
    ActivityPhoto,
    Announcement,
    Attendance,
    ChildCard,
    Enclave,
    Enrolment,
    Feedback,
    Handover,
    Pickup,
    ServiceBrand,
)
from charity.models import (
    AidRecord,
    Campaign,
    Diner,
    Donor,
    FundMember,
    FundProposal,
    FundReport,
    Gift,
    HandOutLine,
    IdleAsset,
    Income,
    Loan,
    Meal,
    MealDay,
    OperatingProject,
    Programme,
    ProgrammeBudget,
    ProgrammeMonth,
    ProgrammePrice,
    Recipient,
    SharedThing,
    StockMovement,
    Tending,
)
from communities.models import (
    Area,
    AreaName,
    AreaScope,
    Authority,
    Binding,
    Building,
    CareLabel,
    DepartmentScope,
    DutyPlan,
    DutyPost,
    DutyShift,
    Household,
    Level,
    Notice,
    Resident,
    ShiftSwap,
    SmartCode,
)
from core.models import TallyDelta
from doors.models import DemoPerson
from doors.town.checks import CHECKS
from doors.town.pioneers import NEIGHBOUR, SQUAD
from doors.town.plan import WUTONGLI_CODE
from grids.models import (
    DutyOfficer,
    GridBoundary,
    GridDuty,
    GroupMembership,
    WorkerAppointment,
)
from insights.models import (
    Figure,
    InsightReport,
    Linkage,
    PolicyTarget,
    SavedView,
    Screen,
)
from organizations.models import (
    AgreementTerm,
    Assessment,
    CheckinPost,
    Commissioner,
    CommissionerCall,
    CommissionerYear,
    CommitteeMeeting,
    CoursePlace,
    Cultivation,
    CultivationPaper,
    CultivationSupport,
    Demand,
    EducationHours,
    ExamEntry,
    Facility,
    HubMembership,
    Incubation,
    IncubationScore,
    Interest,
    MatchGuest,
    MatchMeeting,
    MatchTalk,
    MemberCheckin,
    OfferedService,
    Organization,
    OrganizationReview,
    OrganizationScope,
    Pairing,
    PairingLine,
    PositionHolding,
    PostClaim,
    PostTurn,
    QuarterLetter,
    Recruitment,
    RecruitmentReply,
    SchoolGroup,
    Secondment,
    SecondmentDay,
    SecondmentReport,
    ServiceArea,
    SocialWorker,
    Stationing,
    Supervision,
    SupervisionAsk,
    Supervisor,
    Trainer,
    TrainingBase,
    TrainingCourse,
    WorkerCertificate,
    WorkerPay,
    WorkerPosition,
)
from points.models import (
    Account,
    Entry,
    IncentiveGrant,
    IncentiveKind,
    IncentivePolicy,
    Publicity,
    Record,
    Redemption,
    Rule,
)
from requests.models import (
    Affair,
    Call,
    Calling,
    ClockEvent,
    DispatchRule,
    Exclusion,
    Forward,
    HeartCard,
    HotlineTicket,
    Inquiry,
    ListRelease,
    MenuItem,
    MoneyLine,
    Offer,
    OutingFinding,
    Party,
    RateFormula,
    Rating,
    RecurringOrder,
    RequestEvent,
    SecondCall,
    ServiceRequest,
    SlaRule,
    SubTask,
    Timer,
    Webhook,
    WhistleCall,
    WhistleMark,
    Wish,
)
from volunteers.models import (
    Certificate,
    GuardianConsent,
    HourQuestion,
    Opinion,
    ServiceRecord,
    Shift,
    ShiftApplication,
    ShiftPlace,
    TeamMembership,
    Volunteer,
    VolunteerSkill,
    VolunteerTeam,
)

BY_NAME = {check.name.split(" · ")[1]: check for check in CHECKS}
HEAD = {"is_head": True, "status": "present"}


def _asks_himself():
    row = ServiceRequest.objects.filter(reporter__isnull=False).first()
    Offer.objects.create(
        community_id=row.community_id,
        service_request=row,
        user_id=row.reporter_id,
        sent_by_id=row.reporter_id,
        expires_at=timezone.now() + timedelta(hours=1),
    )


def _one(rows, **changes):
    """Change the first of these rows, past every action."""
    pk = rows.order_by("pk").values_list("pk", flat=True)[0]
    assert rows.model._base_manager.filter(pk=pk).update(**changes) == 1


def _answers_what_nobody_said() -> None:
    """No line of a history can be changed; one more can be added."""
    line = RequestEvent.objects.filter(step="answer_rating").order_by("pk")[0]
    line.pk, line.data, line._state.adding = None, {"rating": 0}, True
    line.save()


def _skips_a_version() -> None:
    """No row of it can be changed; one more can be added."""
    last = ListRelease.objects.order_by("-number")[0]
    last.pk, last.number, last._state.adding = None, last.number + 2, True
    last.save()


def _guests():
    return ServiceRequest.objects.filter(channel="guest")


def _is_called_done(model):
    row = ServiceRequest.objects.get(pk=model.objects.latest("pk").service_request_id)
    row.parties.update(ended_at=timezone.now())
    ServiceRequest.objects.filter(pk=row.pk).update(
        status="completed", completed_at=timezone.now(), result="好了"
    )


def _silence(rows):
    """Nobody looks at the first of them again."""
    Timer.objects.filter(service_request=rows.order_by("pk")[0], fired_at=None).update(
        fired_at=timezone.now()
    )


def _wakes_the_dead():
    row = ServiceRequest.objects.filter(status="closed").order_by("pk")[0]
    Timer.objects.create(
        community_id=row.community_id,
        service_request=row,
        purpose=Timer.Purpose.LOOK,
        epoch=row.epoch,
        due_at=timezone.now(),
    )


def _starts_again():
    row = ServiceRequest.objects.filter(status="closed").order_by("pk")[0]
    rule = SlaRule.objects.filter(policy=row.sla, clock="handling").first()
    ClockEvent.objects.create(
        service_request=row, clock="handling", epoch=row.epoch, tick="start", rule=rule
    )


def _decides_on_his_own():
    rows = ServiceRecord.objects.filter(source="manual", status="counted")
    row = rows.filter(volunteer__user__isnull=False).order_by("pk")[0]
    ServiceRecord.objects.filter(pk=row.pk).update(decided_by=row.volunteer.user)


def _people():
    return Resident.objects.present()


def _team_members():
    return TeamMembership.objects.standing()


def _terms_without_paper():
    """A certificate holds the other."""
    held = Certificate.objects.exclude(term=None).values("term")
    return AgreementTerm.objects.exclude(pk__in=held).values("pk")


def _of_neighbours():
    return _team_members().filter(team__kind="pioneer", team__community__code=NEIGHBOUR.code)


def _home():
    return Area.objects.get(code=WUTONGLI_CODE)


def _today():
    return timezone.localdate()


def _income_past_the_pots() -> None:
    row = Income.objects.filter(corrects=None).first()
    assert row is not None
    row.pk, row.voucher = None, "无"
    row.save(force_insert=True)


def _issued_past_the_actions():
    ends = StockMovement.objects.order_by("lot", "-seq").distinct("lot")
    last = next(one for one in ends if one.after > 1)
    StockMovement.objects.create(
        community_id=last.community_id, lot_id=last.lot_id, seq=last.seq + 1, previous=last.seq,
        kind="issue", before=last.after, quantity=-1, after=last.after - 1, reason="x",
    )  # fmt: skip


def _another_community():
    return Area.objects.communities().order_by("-pk")[0].pk


def _child_of_a_household():
    child = _people().filter(is_head=False, born_on__gt=timezone.localdate() - timedelta(3000))
    return child.order_by("pk")[0]


def _child_speaks():
    child = _child_of_a_household()
    child.household.members.update(is_head=False)
    Resident.objects.filter(pk=child.pk).update(is_head=True)


def _reports_nothing_of(orders):
    report = InsightReport.objects.drafts().filter(span="month").order_by("pk")[0]
    Figure.objects.update_or_create(
        measure="requests.orders", area_id=report.area_id, span="month",
        starts_on=report.starts_on, by="", of="", defaults={"value": orders},
    )  # fmt: skip
    report.figures = {"rows": [{"code": "orders", "now": [0, None]}]}
    report.save(update_fields=["figures"])


def _counts_an_order_twice():
    [again] = TallyDelta.objects.filter(measure="requests.orders", delta=1).order_by("pk")[:1]
    again.pk = None
    TallyDelta.objects.bulk_create([again])


def _spoils_the_tally():
    some = _people()[0]
    TallyDelta.objects.bulk_create(
        [
            TallyDelta(
                measure="communities.residents",
                scope=some.community_id,
                at=timezone.now(),
                dims={"grid": some.grid_id},
                delta=1,
            )
        ]
    )


def _moves_a_border():
    boundary = GridBoundary.objects.filter(area__level=Level.GRID).order_by("pk")[0]
    corners = boundary.polygon["coordinates"][0]
    corners[1] = [corners[1][0] + 0.0005, corners[1][1] + 0.0005]
    boundary.save(update_fields=["polygon"])


def _resident():
    return Binding.objects.standing().filter(user__grants__isnull=True).first().user


def _goes_on_at_once():
    first = DutyShift.objects.filter(person__isnull=False).order_by("period").first()
    hour = timedelta(hours=1)
    post = DutyPost.objects.create(community=first.community, name="加班")
    DutyShift.objects.create(
        community=first.community,
        plan=first.plan,
        post=post,
        person=first.person,
        period=(first.period.upper + hour, first.period.upper + 2 * hour),
    )


def _last_month():
    return (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)


def _adds_one_to(measure: str, month: date) -> None:
    row, _new = Figure.objects.get_or_create(
        measure=measure, area_id=_home().pk, span="month", starts_on=month, by="", of="",
        defaults={"value": 0},
    )  # fmt: skip
    Figure.objects.filter(pk=row.pk).update(value=F("value") + 1)


def _kind(code):
    return IncentiveKind.objects.get(code=code)


BREAKS: dict[str, list[Callable[[], None]]] = {
    "promised figures": [
        lambda: _one(_people().filter(is_head=False), status="moved"),
        lambda: _one(Area.objects.communities().filter(children__isnull=True), is_active=False),
        lambda: _one(CareLabel.objects.filter(group="disabled"), ended_at=timezone.now()),
    ],
    "ledgers add up": [_spoils_the_tally],
    "orders counted": [_counts_an_order_twice],
    "figures counted by hand": [
        lambda: _adds_one_to("requests.orders", _last_month()),
        lambda: _adds_one_to("organizations.social_workers", _last_month()),
        lambda: _one(_people().filter(community=_home()), status="moved"),
    ],
    "kept looks open": [
        lambda: _one(SavedView.objects.all(), page="nowhere/"),
        lambda: _one(
            SavedView.objects.filter(query__contains="free"),
            query=f"area={_another_community()}",
        ),
    ],
    "the tree": [
        lambda: _one(Area.objects.filter(level="grid"), path="/9/9/"),
        lambda: _one(Area.objects.filter(level="grid"), community=_another_community()),
    ],
    "codes": [lambda: _one(Area.objects.filter(level="community"), code="520201001001")],
    "names and their days": [
        lambda: _one(Area.objects.filter(level="grid"), name="别名"),
        lambda: _one(AreaName.objects.filter(area__is_active=False), valid_to=None),
    ],
    "borders tile": [_moves_a_border],
    "buildings in their grid": [lambda: _one(Building.objects.all(), longitude=82)],
    "one head per household": [
        lambda: _one(Resident.objects.filter(**HEAD), is_head=False),
        _child_speaks,
    ],
    "nobody in what ended": [
        lambda: _one(Household.objects.present(), status="ended"),
        lambda: _one(Resident.objects.filter(**HEAD), status="moved"),
    ],
    "one grid": [
        lambda: _one(_people(), grid=Area.objects.filter(level="grid").order_by("-pk")[0]),
        lambda: _one(Household.objects.present(), grid=None),
    ],
    "facts the desk accepts": [
        lambda: _one(_people(), born_on="1980-01-01"),
        lambda: _one(_people(), name=" 空 格 "),
    ],
    "nobody real in the registers": [
        lambda: _one(_people(), id_number="520201198001010015"),
        lambda: _one(_people(), phone="13800138000"),
    ],
    "nobody real signs in": [lambda: _one(User.objects.all(), phone="13800138000")],
    "guardians": [
        lambda: _one(_people().filter(guardian__isnull=False), guardian=_child_of_a_household())
    ],
    "care labels": [
        lambda: _one(CareLabel.objects.filter(group="child"), condition="sight"),
        lambda: _one(CareLabel.objects.all(), evidence=""),
        lambda: _one(CareLabel.objects.filter(condition="very_old"), basis="consent"),
        lambda: _one(CareLabel.objects.filter(group="disabled"), basis="consent"),
    ],
    "bindings": [
        lambda: _one(Binding.objects.standing().filter(proof="at_the_desk"), bound_by=F("user"))
    ],
    "authorities": [
        lambda: _one(Authority.objects.all(), recorded_by=F("user")),
        lambda: _one(Authority.objects.all(), valid_to="2099-01-01"),
    ],
    "the dead are told nothing": [
        lambda: _one(
            User.objects.filter(bindings__resident__status="deceased"), messages_stopped_at=None
        )
    ],
    "where roles hold": [lambda: AreaScope.objects.order_by("pk")[0].delete()],
    "second factors": [lambda: Authenticator.objects.order_by("pk")[0].delete()],
    "one worker per grid": [
        lambda: _one(
            WorkerAppointment.objects.on(),
            period=("2020-01-01", "2020-02-01"),
        )
    ],
    "appointments are grants": [
        lambda: _one(RoleGrant.objects.filter(role=roles.GRID_WORKER), role=roles.BUILDING_HEAD)
    ],
    "vacant grids are caught": [lambda: DutyOfficer.objects.all().delete()],
    "ten-household groups": [
        lambda: _one(GroupMembership.objects.all(), household=Household.objects.order_by("-pk")[0])
    ],
    "agreed at sign-in": [
        lambda: User.objects.filter(pk=DemoPerson.objects.first().user_id).update(subject=uuid4())
    ],
    "consents": [
        lambda: PrivacyNotice.objects.update(published_at=timezone.now() + timedelta(days=1))
    ],
    "requests about one's own data": [
        lambda: _one(DataSubjectRequest.objects.all(), subject=uuid4()),
        lambda: _one(DataSubjectRequest.objects.all(), due_on=timezone.localdate()),
        lambda: _one(
            DataSubjectRequest.objects.filter(status="done"),
            handled_by=User.objects.get(
                pk=DataSubjectRequest.objects.filter(status="done").order_by("pk")[0].user_id
            ),
        ),
        lambda: DataSubjectRequest.objects.filter(status="received").update(status="cancelled"),
    ],
    "children's records": [
        lambda: MinorAccessApproval.objects.update(ends_on=F("starts_on") + timedelta(days=400))
    ],
    "sharing and incidents": [
        lambda: Incident.objects.update(people_told_at=None),
        lambda: SharingRecord.objects.all().delete(),
    ],
    "notices checked by another": [
        lambda: _one(
            Notice.objects.hung_for(ANONYMOUS), checked_at=timezone.now() + timedelta(days=1)
        )
    ],
    "prices of services": [
        lambda: OfferedService.objects.filter(price="low_fee", price_approved_on=None).delete(),
        lambda: OfferedService.objects.update(price_approved_by=None, price_approved_on=None),
    ],
    "organisations promised": [
        lambda: _one(
            Organization.objects.filter(kind="school"),
            kind="branch",
            family="party",
            registration="none",
        ),
        lambda: _one(Organization.objects.filter(status="suspended"), status="active", reason=""),
    ],
    "yearly reviews": [
        lambda: _one(
            OrganizationReview.objects.filter(verdict="mend"), verdict="passed", mend_by=None
        ),
        lambda: OrganizationReview.objects.filter(verdict="passed")[0].delete(),
    ],
    "grades of organisations": [
        lambda: Organization.objects.filter(grade=5).update(
            grade=None, graded_on=None, graded_until=None
        ),
        lambda: Organization.objects.filter(grade=3).update(
            graded_until=timezone.localdate() + timedelta(days=9)
        ),
        lambda: Organization.objects.filter(grade=3).update(founded_on=timezone.localdate()),
    ],
    "organisations that grow": [
        lambda: CultivationPaper.objects.filter(kind="rules").delete(),
        lambda: Cultivation.objects.update(hub=None),
        lambda: _one(Cultivation.objects.filter(name__contains="环卫"), hub=None),
        lambda: Organization.objects.filter(cultivation__stage="filed").update(
            registration="managed", filing_number="", filing_authority="", filed_until=None
        ),
    ],
    "places people go to": [
        lambda: Facility.objects.filter(status="paused").delete(),
        lambda: Facility.objects.update(volunteers_since=None),
    ],
    "groups in the base": [
        lambda: IncubationScore.objects.filter(incubation__status="housed")[0].delete(),
        lambda: IncubationScore.objects.filter(incubation__status="housed").update(
            need=0, design=0, people=0, lasting=0, word="差"
        ),
        lambda: Incubation.objects.filter(status="housed").delete(),
    ],
    "facilities and certificates are counted": [
        lambda: _one(
            Facility.objects.open().filter(volunteers_since=None),
            volunteers_since=timezone.localdate(),
        ),
        lambda: _one(
            SocialWorker.objects.active().certified(),
            level="none",
            certificate_number="",
            valid_until=None,
        ),
    ],
    "what is asked for": [
        lambda: _one(PolicyTarget.objects.filter(least=10), is_active=False),
        lambda: PolicyTarget.objects.filter(version=2).delete(),
        lambda: RateFormula.objects.all().delete(),
    ],
    "reports of every state": [lambda: InsightReport.objects.drafts().delete()],
    "reports are whole": [
        lambda: _one(InsightReport.objects.drafts(), figures={}),
        lambda: _reports_nothing_of(9),
        lambda: _one(
            InsightReport.objects.drafts().filter(span="month"),
            starts_on=timezone.localdate().replace(day=1),
        ),
    ],
    "corrections follow": [
        lambda: _one(
            InsightReport.objects.filter(status="released", version=1), status="corrected"
        ),
    ],
    "stations at their level": [
        lambda: Facility.objects.filter(kind="social_room").update(kind="social_centre"),
    ],
    "demands and their results": [
        lambda: Demand.objects.filter(result="silent").delete(),
        lambda: Interest.objects.filter(status="chosen").delete(),
    ],
    "members of the hub": [
        lambda: HubMembership.objects.filter(status="declined").delete(),
        lambda: HubMembership.objects.filter(status="asked").delete(),
        lambda: Organization.objects.filter(is_hub=True).update(is_hub=False),
    ],
    "support of what grows": [
        lambda: CultivationSupport.objects.filter(struck_on__isnull=False).delete(),
        lambda: CultivationSupport.objects.filter(given_by__isnull=False).update(given_by=None),
        lambda: _one(
            CultivationSupport.objects.all(), given_on=timezone.localdate() - timedelta(days=9999)
        ),
    ],
    "commissioners at work": [
        lambda: CommissionerCall.objects.filter(status="absent").update(status="came"),
        lambda: _one(CommissionerCall.objects.filter(status="came"), status="called"),
        lambda: CommissionerYear.objects.filter(grade="poor").delete(),
        lambda: CommitteeMeeting.objects.filter(status="cancelled").delete(),
    ],
    "match meetings": [
        lambda: MatchMeeting.objects.filter(status="cancelled").update(
            status="announced", reason=""
        ),
        lambda: MatchGuest.objects.filter(status="coming").update(status="withdrawn"),
        lambda: MatchGuest.objects.filter(status="withdrawn").delete(),
        lambda: MatchGuest.objects.filter(status="absent").delete(),
        lambda: MatchTalk.objects.update(meeting=None),
        lambda: MatchGuest.objects.filter(status="came").update(status="absent"),
        lambda: MatchMeeting.demands.through.objects.all().delete(),
    ],
    "part-time commissioners": [
        lambda: Commissioner.objects.exclude(ended_on=None).delete(),
        lambda: Commissioner.objects.ending().delete(),
    ],
    "stationed cadres": [
        lambda: Secondment.objects.filter(status="stopped").update(status="ended"),
        lambda: Assessment.objects.filter(direction="cadre_home").delete(),
        lambda: Assessment.objects.filter(direction="cadre_here", status="appealed").delete(),
        lambda: SecondmentDay.objects.filter(status="told").update(
            status="refused", reason="没有来", decided_at=timezone.now()
        ),
        lambda: SecondmentReport.objects.filter(status="received").update(status="released"),
        lambda: SecondmentReport.objects.filter(closing=True).update(word=""),
        lambda: SecondmentDay.objects.filter(secondment__status="stopped").update(report=None),
        lambda: TallyDelta.objects.create(
            measure="organizations.secondment_days",
            scope=SecondmentDay.objects.values_list("community", flat=True).first(),
            at=timezone.now(),
            delta=1,
            dims={},
        ),
    ],
    "agreements and their lists": [
        lambda: AgreementTerm.objects.filter(pk__in=_terms_without_paper()).delete(),
        lambda: SchoolGroup.objects.filter(kind="club").update(kind="branch"),
        lambda: SchoolGroup.objects.exclude(ended_on=None).delete(),
        lambda: Pairing.objects.exclude(third=None).update(third=None, third_part=""),
        lambda: Pairing.objects.filter(kind="cooperation").update(kind="pairing"),
        lambda: Pairing.objects.filter(status="ended").update(status="stopped", reason="搬走"),
        lambda: PairingLine.objects.filter(status="dropped").delete(),
    ],
    "lists of the pair": [
        lambda: _one(
            PairingLine.objects.all(), organization=Organization.objects.get(name="柳岸小学")
        )
    ],
    "assessments both ways": [
        lambda: Assessment.objects.filter(status="withdrawn").delete(),
        lambda: Pairing.objects.filter(organization__name="柳岸小学").delete(),
    ],
    "gifts promised": [
        lambda: _one(
            Gift.objects.filter(status="refused"), status="offered", reason="", ended_on=None
        ),
        lambda: _one(Gift.objects.filter(status="received", resource="money"), amount=1),
    ],
    "gifts accepted by one who may": [
        lambda: _one(
            Gift.objects.filter(status="received"),
            organization=Organization.objects.get(name="柳岸小学"),
        )
    ],
    "goods stored": [lambda: HandOutLine.objects.update(taken_at=None)],
    "no more stored than given": [
        lambda: _one(Gift.objects.filter(lots__isnull=False), quantity="0.5")
    ],
    "activities promised": [
        lambda: Activity.objects.filter(status="proposed").update(status="draft")
    ],
    "nobody above the places": [lambda: Activity.objects.filter(capacity=20).update(capacity=10)],
    "children handed over": [
        lambda: _one(Handover.objects.all(), pickup=Pickup.objects.order_by("-pk").first()),
        lambda: ChildCard.objects.update(remark_agreed_at=None),
        lambda: Pickup.objects.update(revoked_at=None),
    ],
    "what follows activities": [
        lambda: ActivityPhoto.objects.filter(taken_down_at__isnull=False).update(
            published_at=timezone.now(), published_by=F("added_by"), taken_down_at=None
        ),
        lambda: Announcement.objects.all().delete(),
        lambda: Feedback.objects.update(grade=5),
    ],
    "activities with neighbours": [
        lambda: Enclave.objects.filter(status="declined").delete(),
        lambda: Enrolment.objects.filter(home__isnull=False).update(home=None),
        lambda: Enclave.objects.filter(status="agreed").update(
            status="withdrawn", answered_at=None
        ),
    ],
    "service brands": [
        lambda: ServiceBrand.objects.update(is_active=True),
        lambda: Activity.objects.ahead().update(brand=None),
        lambda: _one(ServiceBrand.objects, community=Area.objects.get(name="槐荫社区")),
    ],
    "large activities are safe": [
        lambda: Activity.objects.exclude(safety_note="").update(safety_note="")
    ],
    "presence by the clock": [
        lambda: Attendance.objects.filter(minutes__gt=0).update(minutes=7000),
        lambda: Attendance.objects.update(left_at=None, minutes=None),
    ],
    "activities counted": [
        lambda: TallyDelta.objects.create(
            measure="activities.held", scope=1, at=timezone.now(), delta=1, dims={}
        )
    ],
    "gifts followed": [
        lambda: Donor.objects.update(phone_index=""),
        lambda: Gift.objects.filter(use_until__isnull=False).update(use_until=None),
    ],
    "programmes offered": [
        lambda: Programme.objects.filter(kind="garden").update(kind="canteen"),
        lambda: Diner.objects.update(left_on=None),
    ],
    "missed meals looked after": [
        lambda: Meal.objects.filter(status="failed").update(status="delivered", why="")
    ],
    "meals counted": [
        lambda: TallyDelta.objects.create(
            measure="charity.meals", scope=1, at=timezone.now(), delta=1, dims={}
        )
    ],
    "months settled": [lambda: ProgrammeMonth.objects.update(meals=0)],
    "prices approved": [
        lambda: ProgrammePrice.objects.filter(status="waiting").delete(),
        lambda: Meal.objects.update(fee=5),
    ],
    "months budgeted": [
        lambda: ProgrammeBudget.objects.filter(month__gt=timezone.localdate()).delete(),
        lambda: ProgrammeBudget.objects.filter(month__lt=timezone.localdate()).delete(),
    ],
    "meals within the places": [lambda: MealDay.objects.update(places=1)],
    "things lent": [
        lambda: Loan.objects.update(due_on=timezone.localdate()),
        lambda: SharedThing.objects.update(ended_on=timezone.localdate()),
        lambda: _one(SharedThing.objects.filter(gift=None), gift=Gift.objects.first()),
    ],
    "aid decided": [
        lambda: AidRecord.objects.filter(status="proposed").delete(),
        lambda: AidRecord.objects.filter(kind="students").update(kind="elders"),
        lambda: _one(AidRecord.objects.filter(status="refused"), status="approved", reason=""),
    ],
    "income shared": [lambda: _income_past_the_pots()],
    "money earned": [
        lambda: OperatingProject.objects.filter(ended_on__isnull=False).update(ended_on=None),
        lambda: IdleAsset.objects.filter(status="dropped").update(status="planned"),
    ],
    "incomes counted": [
        lambda: TallyDelta.objects.create(
            measure="charity.incomes", scope=1, at=timezone.now(), delta=1, dims={}
        )
    ],
    "the fund mirrored": [
        lambda: FundProposal.objects.filter(status="done").update(amount=1),
    ],
    "the fund resolved": [
        lambda: FundMember.objects.filter(seat="supervisor").update(left_on=timezone.localdate()),
        lambda: FundProposal.objects.filter(status="proposed").delete(),
    ],
    "the garden grown": [
        lambda: Tending.objects.update(until=timezone.localdate()),
    ],
    "the fund ended": [
        lambda: FundMember.objects.filter(fund__ended_on__isnull=False).update(left_on=None),
    ],
    "the fund reported": [
        lambda: FundReport.objects.filter(release=None).delete(),
    ],
    "reports signed by who released": [
        lambda: User.objects.filter(name="顾明").update(name="别人"),
    ],
    "the fund counted": [
        lambda: TallyDelta.objects.create(
            measure="charity.fund_lines", scope=1, at=timezone.now(), delta=1, dims={}
        )
    ],
    "issued goods stand at their gift": [lambda: _issued_past_the_actions()],
    "campaigns told": [
        lambda: Recipient.objects.update(raises_in_public=False),
        lambda: Campaign.objects.filter(status="counted").update(status="running"),
        lambda: _one(Gift.objects.filter(campaign__reports__isnull=False), campaign=None),
    ],
    "gifts brought in": [
        lambda: Gift.objects.update(brought_agreed=False),
        lambda: Gift.objects.update(brought_resident=None),
    ],
    "gifts counted": [
        lambda: TallyDelta.objects.create(
            measure="charity.gifts", scope=1, at=timezone.now(), delta=1, dims={}
        )
    ],
    "points promised": [
        lambda: Record.objects.update(appealed_at=None),
        lambda: _one(Account.objects.filter(left_on__isnull=False), left_on=None),
    ],
    "points add up": [lambda: _one_side()],
    "shelf and redemptions": [
        lambda: _one(Redemption.objects.filter(status="collected"), quantity=2),
        lambda: _one(
            Redemption.objects.filter(status="held"), status="collected", ended_at=timezone.now()
        ),
    ],
    "points counted": [
        lambda: TallyDelta.objects.create(
            measure="points.moved", scope=1, at=timezone.now(), delta=1, dims={}
        )
    ],
    "lists of points": [
        lambda: Account.objects.update(agreed_on=None),
        lambda: Publicity.objects.filter(release=None).delete(),
        lambda: User.objects.filter(name="顾明").update(name="别人"),
    ],
    "meetings of volunteers": [
        lambda: Opinion.objects.filter(outcome="open").delete(),
        lambda: ServiceRequest.objects.filter(channel="meeting").update(channel="counter"),
    ],
    "pages looked at": [
        lambda: TallyDelta.objects.create(
            measure="insights.page_visits",
            scope=1,
            at=timezone.now(),
            delta=1,
            dims={"page": "secret"},
        ),
    ],
    "societies linked": [
        lambda: _one(Linkage.objects.all(), societies=["community", "charity", "volunteers"]),
        lambda: Linkage.objects.update(societies=["community"]),
    ],
    "screens in halls": [
        lambda: Screen.objects.filter(theme="dark").update(theme="light"),
        lambda: Screen.objects.filter(revoked_at__isnull=False).delete(),
        lambda: Screen.objects.filter(area__level="district").delete(),
        lambda: _one(Screen.objects.living(), figures=["deaths"]),
        lambda: _one(Screen.objects.filter(shows__contains=["figures"]), figures=[]),
    ],
    "smart codes": [
        lambda: SmartCode.objects.live().update(ended_at=timezone.now(), why_ended="worn"),
    ],
    "incentives within budget": [
        lambda: IncentiveGrant.objects.filter(status="pending").delete(),
        lambda: _one(IncentiveGrant.objects.filter(status="approved"), yuan=1),
        lambda: _one(IncentivePolicy.objects.filter(kind__code="honour"), kind=_kind("care")),
    ],
    "points by two": [
        lambda: _one(Record.objects.filter(status="posted"), decided_by=None),
        lambda: _one(
            Record.objects.filter(status="posted", is_deduction=True),
            object_until=timezone.localdate(),
        ),
    ],
    "shifts have hours": [
        lambda: _one(ServiceRecord.objects.filter(source="activity"), reference="0"),
        lambda: Enrolment.objects.filter(status="waiting").update(status="left"),
    ],
    "callings and trainings": [
        lambda: Shift.objects.filter(kind="meeting").update(kind="service"),
        lambda: ShiftPlace.objects.update(passed_on=None),
        lambda: ShiftPlace.objects.filter(shift__kind="training").update(passed_on=_today()),
        lambda: Shift.objects.filter(kind="training").update(kind="meeting"),
        lambda: ShiftApplication.objects.all().delete(),
        lambda: Shift.objects.filter(is_chosen=True).update(apply_until=timezone.now()),
        lambda: Shift.objects.update(team=None),
    ],
    "people and visits": [
        lambda: Shift.objects.update(people=None, visits=None),
        lambda: Shift.objects.filter(activity__status="published").update(people=1, visits=1),
        lambda: ServiceRecord.objects.update(people=None, visits=None),
    ],
    "points for presences and hours": [
        lambda: Enrolment.objects.filter(attendance__isnull=False).update(resident=None),
        lambda: ServiceRecord.objects.update(status="void", reason="记错了"),
    ],
    "points under caps": [lambda: Rule.objects.filter(source="activity").update(cap=2)],
    "credit codes": [
        lambda: _one(Organization.objects.exclude(uscc=""), uscc="52600102MJ0000001X")
    ],
    "where they stand and serve": [
        lambda: _one(Organization.objects.all(), community=_another_community()),
        lambda: ServiceArea.objects.order_by("pk")[0].delete(),
    ],
    "managers speak for one": [lambda: OrganizationScope.objects.order_by("pk")[0].delete()],
    "as many as promised": [
        lambda: _one(
            SocialWorker.objects.filter(engagement="community"),
            status="left",
            left_on=timezone.localdate(),
        ),
        lambda: MemberCheckin.objects.order_by("pk")[0].delete(),
    ],
    "check-ins add up": [
        lambda: TallyDelta.objects.create(
            measure="organizations.member_checkins",
            scope=MemberCheckin.objects.order_by("pk")[0].community_id,
            at=timezone.now(),
            delta=1,
        )
    ],
    "posts and who took them": [
        lambda: PostClaim.objects.filter(status="held").update(
            status="left", ended_at=timezone.now()
        ),
        lambda: CheckinPost.objects.filter(places__gt=1).update(places=1),
    ],
    "times seen by two": [
        lambda: _one(
            PostTurn.objects.filter(status="counted", checkin__user__isnull=False),
            decided_by=PostTurn.objects.filter(status="counted").order_by("pk")[0].checkin.user,
        ),
        lambda: PostClaim.objects.update(claimed_at=timezone.now()),
    ],
    "posts add up": [
        lambda: _one(PostTurn.objects.filter(status="counted"), minutes=16),
    ],
    "letters to units": [
        lambda: QuarterLetter.objects.filter(status="draft").delete(),
        lambda: QuarterLetter.objects.update(times=0),
    ],
    "hours, exams and pay": [
        lambda: EducationHours.objects.filter(status="told").delete(),
        lambda: ExamEntry.objects.filter(status="failed").delete(),
        lambda: WorkerPay.objects.all().delete(),
    ],
    "certificates with their days": [
        lambda: WorkerCertificate.objects.filter(
            level="assistant", worker__level="intermediate"
        ).delete(),
        lambda: WorkerCertificate.objects.filter(level="senior").update(registered_on=None),
        lambda: WorkerCertificate.objects.filter(level="senior").delete(),
    ],
    "training courses": [
        lambda: _one(CoursePlace.objects.filter(status="enrolled"), status="withdrawn"),
        lambda: CoursePlace.objects.filter(passed=False).update(passed=None),
        lambda: CoursePlace.objects.filter(passed=True).update(passed=None),
        lambda: TrainingCourse.objects.filter(status="held").update(exam="none"),
        lambda: _one(
            CoursePlace.objects.filter(course__exam="none").exclude(certificate=""),
            certificate="",
            certified_on=None,
        ),
        lambda: EducationHours.objects.filter(place__isnull=False, status="told").delete(),
        lambda: TrainingCourse.objects.filter(status="cancelled").update(status="open", reason=""),
    ],
    "recruiting social workers": [
        lambda: Recruitment.objects.filter(status="cancelled").update(status="open", reason=""),
        lambda: Recruitment.objects.filter(holder__isnull=True).update(
            apply_until=_today() - timedelta(days=1), starts_on=None
        ),
        lambda: Recruitment.objects.open().update(apply_until=_today(), starts_on=None),
        lambda: Recruitment.objects.update(risk_notice=""),
        lambda: Recruitment.objects.update(holder=None),
        lambda: RecruitmentReply.objects.filter(status="declined").delete(),
        lambda: RecruitmentReply.objects.filter(status="declined").update(status="chosen"),
        lambda: RecruitmentReply.objects.filter(status="chosen").update(status="declined"),
        lambda: _one(RecruitmentReply.objects.filter(status="asked"), status="withdrawn"),
    ],
    "supervision": [
        lambda: Supervisor.objects.exclude(until=None).update(until=None),
        lambda: _one(Supervision.objects.all(), held_on=timezone.localdate() - timedelta(days=999)),
        lambda: _one(Supervision.objects.all(), supervisor_user=None),
    ],
    "posts of social workers": [
        lambda: PositionHolding.objects.all().delete(),
        lambda: WorkerPosition.objects.filter(title="一线社工").update(places=2),
        lambda: WorkerPosition.objects.exclude(closed_on=None).delete(),
        lambda: _one(
            WorkerPosition.objects.filter(organization__isnull=False), band_high="1501.00"
        ),
    ],
    "who teaches": [
        lambda: TrainingCourse.objects.update(lecturer=None),
        lambda: Trainer.objects.exclude(until=None).update(until=None),
        lambda: _one(CoursePlace.objects.exclude(mark=""), mark="", word=""),
        lambda: _one(TrainingBase.objects.all(), until=timezone.localdate(), reason="搬走了"),
    ],
    "asking for a supervisor": [
        lambda: SupervisionAsk.objects.filter(status="met").update(worker_mark=""),
        lambda: _one(SupervisionAsk.objects.filter(status="matched"), topics=["ethics"]),
        lambda: Supervisor.objects.update(area=None),
        lambda: Supervisor.objects.filter(until=None).update(user=None),
    ],
    "who sits where": [
        lambda: Stationing.objects.filter(facility__kind="social_station").update(facility=None),
        lambda: Facility.objects.filter(square_metres=96).update(square_metres=None),
    ],
    "stations and roles": [
        lambda: _one(Stationing.objects.filter(grant__isnull=False), grant=None)
    ],
    "who serves works here": [
        lambda: _one(DutyShift.objects.filter(helper="", person__isnull=False), person=_resident())
    ],
    "months of the roster": [
        lambda: DutyShift.objects.filter(plan__status="draft").delete(),
        lambda: DutyPlan.objects.filter(status="published").update(
            status="draft", published_at=None, published_by=None
        ),
    ],
    "gaps and swaps": [
        lambda: _one(ShiftSwap.objects.filter(status="asked"), status="lapsed"),
        lambda: DutyShift.objects.published().empty().update(helper="何方"),
    ],
    "rest between turns": [_goes_on_at_once],
    "liaison officers": [
        lambda: DepartmentScope.objects.order_by("pk")[0].delete(),
        lambda: _one(
            AreaScope.objects.filter(grant__role=roles.DEPARTMENT_LIAISON),
            area=_another_community(),
        ),
    ],
    "who handles what": [
        lambda: GridDuty.objects.filter(matter__code="property").delete(),
        lambda: GridDuty.objects.filter(worker_does="inspect").update(
            valid_to=timezone.localdate()
        ),
        lambda: _one(GridDuty.objects.on(), area=Area.objects.get(level="city")),
    ],
    "the front page": [
        lambda: DemoPerson.objects.order_by("pk")[3].delete(),
        lambda: DemoPerson.objects.order_by("-pk")[0].delete(),
    ],
    "every catalogue has a last rule": [
        lambda: DispatchRule.objects.filter(
            catalogue__status="in_force", order_type="", matter="", kind="", category=None
        ).delete()
    ],
    "waves call for what waits": [
        lambda: _one(
            Calling.objects.standing(),
            service_request=ServiceRequest.objects.exclude(status="pooled")[0],
        )
    ],
    "nobody is asked for his own": [_asks_himself],
    "requests are kept and timed": [lambda: _silence(ServiceRequest.objects.open())],
    "published lists are numbered": [_skips_a_version],
    "what visions became": [
        lambda: _one(ServiceRequest.objects.filter(became="done"), became="not_taken"),
        lambda: ServiceRequest.objects.filter(became="meeting").update(became="policy"),
    ],
    "closed requests ring no more": [_wakes_the_dead],
    "two years of orders": [
        lambda: ServiceRequest.objects.filter(
            created_at__lt=timezone.now() - timedelta(days=400)
        ).update(created_at=timezone.now())
    ],
    "closed clocks stand still": [_starts_again],
    "rated ones have their grade": [
        lambda: _one(ServiceRequest.objects.filter(close_kind="explained"), close_kind="unrated"),
        lambda: _one(ServiceRequest.objects.filter(close_kind="unrated"), close_kind="rated"),
    ],
    "whistles are timed": [
        lambda: WhistleCall.objects.filter(reported_at__isnull=True).update(look_at=None)
    ],
    "whistles are assessed": [lambda: WhistleMark.objects.filter(about="whistle").delete()],
    "below no floor": [
        lambda: ServiceRequest.objects.filter(kind="complaint", status="in_progress").update(
            keeper=RoleGrant.objects.in_force().filter(role=roles.GRID_WORKER).first().user
        )
    ],
    "names are sealed": [
        lambda: _one(ServiceRequest.objects.filter(kind="report"), reporter=User.objects.first()),
        lambda: _one(ServiceRequest.objects.filter(is_protective=True), title="孩子在哭"),
    ],
    "asked by others": [
        lambda: Party.objects.filter(
            service_request=Rating.objects.exclude(asked_how="").first().service_request,
            role="lead",
        ).update(user=Rating.objects.exclude(asked_how="").first().by)
    ],
    "ratings answered": [_answers_what_nobody_said],
    "called by another": [
        lambda: _one(
            SecondCall.objects.exclude(outcome=""),
            called_by=SecondCall.objects.exclude(outcome="").order_by("pk")[0].rating.by,
        )
    ],
    "wishes lead to nobody": [lambda: _one(Wish.objects.published(), text="三单元的奶奶想学视频")],
    "wishes written anew": [
        lambda: _one(
            Wish.objects.published().filter(service_request__entered_by__isnull=False),
            published_by=Wish.objects.published()
            .filter(service_request__entered_by__isnull=False)
            .order_by("pk")[0]
            .service_request.entered_by,
        )
    ],
    "heart cards of the place": [
        lambda: _one(HeartCard.objects.live(), community=_another_community())
    ],
    "recurring orders on their day": [
        lambda: RecurringOrder.objects.filter(runs__isnull=False).update(
            weekday=(RecurringOrder.objects.filter(runs__isnull=False)[0].weekday + 1) % 7
        )
    ],
    "papers are back": [
        lambda: _one(Affair.objects.filter(status="filed"), status="done", closed_at=timezone.now())
    ],
    "affairs stand where they stand": [
        lambda: _one(Affair.objects.filter(status="filed"), status="ready")
    ],
    "one lead each": [
        lambda: Party.objects.filter(service_request__status="in_progress").update(
            ended_at=timezone.now()
        )
    ],
    "history and state agree": [
        lambda: _one(ServiceRequest.objects.filter(status="assigned"), status="classified")
    ],
    "ordered by whom it is for": [
        lambda: _one(
            ServiceRequest.objects.filter(
                item__audience="care", reporter__isnull=False, entered_by__isnull=True
            ),
            resident=_people().filter(born_on__year=1990, care_labels=None)[0],
        )
    ],
    "no day gave more than it has": [
        lambda: MenuItem.objects.filter(daily_quota__isnull=False).update(daily_quota=0)
    ],
    "guests can be reached": [
        lambda: _guests().update(contact_phone_index=""),
        lambda: _guests().update(entered_by=User.objects.all()[0]),
    ],
    "done altogether": [lambda: _is_called_done(SubTask), lambda: _is_called_done(MoneyLine)],
    "who was out said how it was": [
        lambda: OutingFinding.objects.filter(pk__in=OutingFinding.objects.all()).delete()
    ],
    "links are watched": [lambda: Forward.objects.update(received_at=None)],
    "promised calls have a number": [
        lambda: Call.objects.filter(outcome="call_back").update(phone_index="")
    ],
    "calls and orders agree": [lambda: Call.objects.filter(outcome="order").update(words="又说")],
    "hotline tickets": [
        lambda: HotlineTicket.objects.filter(pk__in=HotlineTicket.objects.all()[:1]).delete()
    ],
    "nobody outside is told": [lambda: Webhook.objects.update(ended_at=None)],
    "one after the other": [
        lambda: _one(
            Inquiry.objects.filter(answered_at__isnull=False),
            answered_at=timezone.now() - timedelta(days=60),
        ),
        lambda: _one(Call.objects.all(), ended_at=timezone.now() - timedelta(days=60)),
        lambda: _one(
            Exclusion.objects.exclude(decided_at=None),
            decided_at=timezone.now() - timedelta(days=60),
        ),
    ],
    "nothing ahead": [
        lambda: _one(Wish.objects.published(), published_at=timezone.now() + timedelta(hours=1))
    ],
    "at their own time": [
        lambda: HeartCard.objects.live().update(issued_at=timezone.now() - timedelta(days=2)),
        lambda: Call.objects.update(started_at=timezone.now() - timedelta(days=20)),
    ],
    "volunteer numbers": [lambda: _one(Volunteer.objects.all(), number="0" * 13)],
    "guardians' consents": [
        lambda: _one(GuardianConsent.objects.standing(), withdrawn_at=timezone.now())
    ],
    "papers seen": [
        lambda: _one(
            VolunteerSkill.objects.filter(skill__needs_licence=False),
            checked_at=timezone.now(),
            checked_by=User.objects.all()[0],
        )
    ],
    "one leader per team": [
        lambda: _one(_team_members().filter(role="leader"), status="left", left_on=_today())
    ],
    "members": [
        lambda: _one(
            Volunteer.objects.filter(memberships__in=_team_members()),
            community=_another_community(),
        )
    ],
    "certificates in every state": [
        lambda: _one(
            Certificate.objects.filter(status="applied", kind="service"),
            status="refused",
            reason="不",
            ended_at=timezone.now(),
        )
    ],
    "certificates of practice": [
        lambda: Certificate.objects.filter(kind="practice").update(
            kind="service", term=None, group=None
        ),
        lambda: Certificate.objects.filter(kind="practice").update(period_from="2019-01-01"),
    ],
    "certificates say what was recorded": [
        lambda: _one(Certificate.objects.filter(status="issued"), minutes=1)
    ],
    "two years of hours": [lambda: HourQuestion.objects.all().delete()],
    "hours by hand seen by two": [_decides_on_his_own],
    "hours within the clock": [lambda: _one(ServiceRecord.objects.counted(), minutes=1439)],
    "minutes counted": [lambda: _one(ServiceRecord.objects.counted(), minutes=F("minutes") - 1)],
    "two teams of 51": [
        lambda: _one(
            _team_members().filter(role="member", volunteer__community=_home()),
            status="left",
            left_on=_today(),
        )
    ],
    "pioneer teams": [
        lambda: _one(
            _team_members().filter(team__kind="pioneer", social_worker__isnull=False),
            status="left",
            left_on=_today(),
        )
    ],
    "six pioneer teams of 120": [
        lambda: _one(_of_neighbours().filter(role="member"), status="left", left_on=_today()),
        lambda: VolunteerTeam.objects.filter(name=SQUAD[0]).update(
            status="founded", activated_at=None
        ),
    ],
    "teams of elders": [
        lambda: VolunteerTeam.objects.filter(kind="elder_patrol").update(kind="professional"),
        lambda: _one(
            _team_members().filter(team__kind="elder_arts"), status="left", left_on=_today()
        ),
        lambda: Volunteer.objects.filter(memberships__team__kind="elder_patrol").update(
            born_on="1999-01-01"
        ),
    ],
    "one community": [
        lambda: _one(Binding.objects.all(), community=_another_community()),
        lambda: _one(CareLabel.objects.all(), community=_another_community()),
    ],
    "derived columns": [
        lambda: _one(_people().exclude(phone_index=""), phone_index="0" * 32),
        lambda: _one(_people(), name_key="zhang"),
    ],
    "ciphertexts open": [lambda: _one(User.objects.all(), phone=b"\x01" * 60)],
    "validators": [lambda: _one(Area.objects.filter(level="grid"), code="甲")],
}


def _one_side() -> None:
    """Given by nobody: before the transaction would end, and the database would refuse it."""
    row = Entry.objects.filter(side="issued").order_by("pk")[0]
    Entry.objects.create(
        community_id=row.community_id, posting_id=row.posting_id, account_id=row.account_id,
        side="lapsed", amount=1,
    )  # fmt: skip


@pytest.fixture(scope="module")
def folds() -> bool:
    return True


UNBREAKABLE = {"constraints in force"}
"""wushe_app may not loosen a constraint; that it counts them is tried below."""


def test_every_check_holds(demo_with_past, capsys):
    call_command("check_town")
    shown = capsys.readouterr().out
    assert shown.count("✓") == len(CHECKS)
    assert f"{len(CHECKS)} 项全部相符" in shown


def test_every_check_looks_at_something(demo_with_past):
    assert {name for name, check in BY_NAME.items() if check.look().count == 0} == set()


def test_every_check_is_broken_once():
    assert set(BREAKS) | UNBREAKABLE == set(BY_NAME)


@pytest.mark.parametrize(
    ("name", "number"), [(name, n) for name, ways in BREAKS.items() for n in range(len(ways))]
)
def test_a_broken_row_is_caught(demo_with_past, name, number):
    assert BY_NAME[name].look().bad == ""
    BREAKS[name][number]()
    assert BY_NAME[name].look().bad != ""


def test_the_command_names_the_row_and_fails(demo_with_past, capsys):
    boundary = GridBoundary.objects.filter(area__level=Level.GRID).order_by("pk")[0]
    _moves_a_border()
    with pytest.raises(SystemExit) as ended:
        call_command("check_town")
    assert ended.value.code == 1
    shown = capsys.readouterr().out
    assert f"communities.Area {boundary.area.parent_id} is not filled by its parts" in shown
