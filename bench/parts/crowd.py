"""A community with many volunteers, and orders of it in every state an arm needs."""

from datetime import date, time, timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core import scope
from requests.actions import dispatch, intake, triage
from requests.actions.intake import Need
from requests.models import MenuItem, ServiceRequest
from requests.triage import Verdict
from requests.workflow import Matter, OrderType
from tests.town import Town
from volunteers.models import Skill, Volunteer, VolunteerSkill, WeeklyTime

PARTS = tuple(WeeklyTime.Part)


def serve(town: Town, many: int) -> list[User]:
    """Active volunteers with an account, one skill and three free parts of a week each."""
    now, grids = timezone.now(), (town.grid, town.second_grid)
    skills = list(Skill.objects.filter(needs_licence=False))
    users = User.objects.bulk_create(
        (User(phone=f"177{n:08d}", name=f"志愿者{n}", last_seen_at=now) for n in range(many)),
        batch_size=2000,
    )
    people = Volunteer.objects.bulk_create(
        (
            Volunteer(
                community=town.community,
                grid=grids[n % 2],
                user=user,
                name=f"志愿者{n}",
                born_on=date(1960 + n % 45, 1, 1),
                identity="desk",
                status="active",
                accepted_at=now,
                verified_at=now,
                insured_until=timezone.localdate() + timedelta(days=90),
                # awake at whatever hour this runs
                quiet_from=time((timezone.localtime().hour + 6) % 24),
                quiet_until=time((timezone.localtime().hour + 7) % 24),
            )
            for n, user in enumerate(users)
        ),
        batch_size=2000,
    )
    VolunteerSkill.objects.bulk_create(
        (
            VolunteerSkill(
                community=town.community, volunteer=one, skill=skills[n * 7 % len(skills)]
            )
            for n, one in enumerate(people)
        ),
        batch_size=5000,
    )
    WeeklyTime.objects.bulk_create(
        (
            WeeklyTime(
                community=town.community,
                volunteer=one,
                weekday=(n + day) % 7 + 1,
                part=PARTS[(n + day) % 3],
            )
            for n, one in enumerate(people)
            for day in range(3)
        ),
        batch_size=5000,
    )
    return users


def orders(town: Town, many: int, *, pooled: bool = False) -> list[ServiceRequest]:
    """By the real actions: of the resident, sorted by the secretary, put into the pool."""
    made = []
    resident, secretary = town.viewer("resident"), town.viewer("secretary")
    items = list(MenuItem.objects.filter(price="free", skill__isnull=True, least_age__isnull=True))
    for n in range(many):
        with scope.entered(scope.EVERYTHING):
            need = Need(
                town.community,
                f"第{n}件事，请来看看",
                item=next((one for one in items if one.answer == ""), None),
                grid=town.grid,
                resident=town.people["resident"],
                contact_name="张桂芳",
                contact_phone="13955512345",
                address="1号楼 301",
            )
            row = intake.submit(need, by=resident)
            scope.declare(scope.EVERYTHING)
            if pooled:
                verdict = Verdict(OrderType.REGULAR, Matter.MINOR)
                row = triage.classify(row, verdict, by=secretary)
                row = dispatch.open_pool(row, by=secretary)
            made.append(row)
    return made


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    client.get(reverse("requests:tasks"))  # his being here is noted, as it is once an hour
    return client
