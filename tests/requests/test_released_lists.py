"""三张清单: composed from the registers, released by name in versions, read by everybody."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from activities.models import Activity
from core.exceptions import DomainError
from core.models import AuditEvent
from organizations.actions import demands
from organizations.models import ServiceDomain
from requests.actions import lists
from requests.listing import by_key, composed
from requests.models import ListRelease, MenuCategory, MenuItem
from requests.queries import lists as queries
from tests.races import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def haircut():
    big = MenuCategory.objects.update_or_create(code="visit", defaults={"name": "上门探访"})[0]
    small = MenuCategory.objects.create(code="l-small", name="老人", parent=big)
    return MenuItem.objects.create(
        code="l-haircut", name="上门磨剪刀", who="巧手队", category=small
    )


def a_demand(town):
    return demands.publish(
        town.community,
        title="每周一节书法课",
        domain=ServiceDomain.objects.get(code="children"),
        answer_by=timezone.localdate() + timedelta(days=20),
        actor=town.staff,
    )


def an_activity(town, title="听诊半日"):
    starts = timezone.now() + timedelta(days=3)
    return Activity.objects.create(
        community=town.community,
        title=title,
        kind="health",
        place="活动室",
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        expected=20,
        status="published",
        agreed_by=town.staff,
    )


def release(desk, changes="理了一遍", by="secretary"):
    return lists.release(desk.town.community, changes=changes, by=desk.viewer(by))


def page(client, desk, *more) -> str:
    name = "lists_version" if more else "lists_of"
    got = client.get(reverse(f"requests:{name}", args=[desk.town.community.pk, *more]))
    assert got.status_code == 200
    return got.content.decode()


def test_each_register_gives_its_list_under_its_field(desk, haircut):
    demand, activity = a_demand(desk.town), an_activity(desk.town)
    MenuItem.objects.create(
        code="l-away",
        name="开证明",
        answer="elsewhere",
        advice="请到派出所",
        category=haircut.category,
    )
    MenuItem.objects.create(
        code="l-grumble", name="投诉", kind="complaint", category=haircut.category
    )
    MenuItem.objects.create(
        code="l-theirs", name="邻社区的", community=desk.town.sibling, category=haircut.category
    )
    found = by_key(composed(desk.town.community))
    placed = {key: (one["list"], one["field"]) for key, one in found.items()}
    assert placed["service:l-haircut"] == ("services", "elders")
    assert placed[f"demand:{demand.pk}"] == ("projects", "culture")
    assert placed[f"activity:{activity.pk}"] == ("activities", "health")
    assert not {"service:l-away", "service:l-grumble", "service:l-theirs"} & found.keys()


def test_versions_count_up_and_say_who_and_what(desk, haircut):
    first = release(desk)
    assert (first.number, first.released_name) == (1, desk.town.secretary.name.open())
    an_activity(desk.town)
    haircut.who = "青年队"
    haircut.save()
    ready = queries.preparing(desk.viewer("staff"))
    assert (ready.added, ready.gone, ready.changed) == (["听诊半日"], [], ["上门磨剪刀"])
    assert queries.in_words(ready) == "添了 听诊半日；改了 上门磨剪刀"
    second = release(desk, by="staff")
    assert second.number == 2
    told = AuditEvent.objects.filter(verb="requests.lists.release").order_by("pk")
    assert [one.details["number"] for one in told] == [1, 2]


@pytest.mark.parametrize(
    ("by", "changes", "says"),
    [
        ("secretary", "  ", "请写一句"),
        ("secretary", "问 13900001111", "电话"),
        ("worker", "理了一遍", "由社区的人"),
        ("resident", "理了一遍", "由社区的人"),
        ("sibling_staff", "理了一遍", "由社区的人"),
    ],
)
def test_who_may_not_and_what_is_no_sentence(desk, haircut, by, changes, says):
    with pytest.raises(DomainError, match=says):
        release(desk, changes, by)
    assert not ListRelease.objects.exists()


def test_the_same_again_is_no_version_and_nothing_is_none(desk, haircut):
    release(desk)
    with pytest.raises(DomainError, match="和第 1 版一样"):
        release(desk)
    MenuItem.objects.update(is_active=False)
    with pytest.raises(DomainError, match="还没有可以发布的"):
        release(desk)


def test_what_was_published_cannot_be_changed(desk, haircut):
    made = release(desk)
    with pytest.raises(DatabaseError), transaction.atomic():
        ListRelease.objects.filter(pk=made.pk).update(changes="别的")


def test_everybody_reads_it_and_orders_from_it(client, desk, haircut):
    assert "还没有发布过清单" in page(client, desk)
    activity = an_activity(desk.town)
    demand = a_demand(desk.town)
    release(desk, "添了义诊")
    said = page(client, desk)
    assert "添了义诊" in said
    assert desk.town.secretary.name.open() in said
    assert reverse("requests:order_item", args=["l-haircut"]) in said
    assert reverse("activities:activity", args=[activity.pk]) in said
    claim = reverse("organizations:demand", args=[demand.pk])
    assert "每周一节书法课" in said
    assert claim not in said  # who claims has an account of an organisation, or of the desk
    assert claim in page(desk.town.enter(client, "staff"), desk)


def test_an_older_version_stays_as_it_was_and_leads_nowhere(client, desk, haircut):
    release(desk)
    haircut.is_active = False
    haircut.save()
    an_activity(desk.town)
    release(desk, "理发停了")
    assert "上门磨剪刀" not in page(client, desk)
    older = page(client, desk, 1)
    assert "上门磨剪刀" in older
    assert reverse("requests:order_item", args=["l-haircut"]) not in older
    assert (
        client.get(reverse("requests:lists_version", args=[desk.town.community.pk, 9])).status_code
        == 404
    )
    paper = client.get(reverse("requests:paper_lists", args=[desk.town.community.pk, 1]))
    assert "上门磨剪刀" in paper.content.decode()


def test_what_is_over_is_named_and_leads_nowhere(client, desk, haircut):
    activity = an_activity(desk.town)
    release(desk)
    Activity.objects.filter(pk=activity.pk).update(status="cancelled", reason="雨")
    said = page(client, desk)
    assert "听诊半日" in said
    assert reverse("activities:activity", args=[activity.pk]) not in said


def test_the_desk_releases_by_its_page_and_others_find_none(client, desk, haircut):
    staff = desk.town.enter(client, "staff")
    assert "上门磨剪刀" in staff.get(reverse("requests:desk_lists")).content.decode()
    asked = staff.get(reverse("requests:lists_release"))
    assert "第一版" in asked.content.decode()
    done = staff.post(reverse("requests:lists_release"), {"changes": "第一版"})
    assert done.status_code == 302
    assert ListRelease.objects.get().number == 1
    assert "都和贴着的一样" in staff.get(reverse("requests:desk_lists")).content.decode()
    worker = desk.town.enter(client, "worker")
    assert worker.get(reverse("requests:desk_lists")).status_code == 404
    assert worker.post(reverse("requests:lists_release"), {"changes": "x"}).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_at_once_are_one_version_and_one_kind_word(desk, haircut):
    viewers = [desk.viewer("secretary"), desk.viewer("staff")]
    outcomes = together(
        *(
            lambda by=by: lists.release(desk.town.community, changes="理了一遍", by=by)
            for by in viewers
        )
    )
    refused = [one.error for one in outcomes if one.error is not None]
    assert [type(error) for error in refused] == [DomainError]
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('wushe.communities', '*', false)")
    assert ListRelease.objects.count() == 1
