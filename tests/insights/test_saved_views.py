"""A look somebody keeps is his alone."""

import pytest
from django.urls import reverse

from core import scope
from core.exceptions import DomainError
from core.models import AuditEvent
from insights import personal_data
from insights.actions import saved_views as actions
from insights.models import SavedView
from insights.queries import saved_views as queries

pytestmark = pytest.mark.django_db
LIST, NEW = reverse("insights:saved_views"), reverse("insights:save_view")
ADDRESS = "/insights/theme/loop/?period=month&area=7"


@pytest.fixture
def kept(town):
    return actions.save_view(name="每月看一次", address=ADDRESS, actor=town.secretary)


def act(view, slug):
    return reverse("insights:saved_view_act", args=[view.pk, slug])


def test_it_is_kept_under_a_name_and_opens_again(client, town):
    town.enter(client, "secretary")
    address = f"/insights/indicator/solved_rate/?period=2026-Q1&area={town.community.pk}"
    form = client.get(NEW, {"address": address})
    assert f'value="{address.replace("&", "&amp;")}"' in form.content.decode()
    answer = client.post(
        NEW, {"name": "一季度", "address": address, "idempotency_key": "keep-0000001"}
    )
    assert answer.url == LIST
    page = client.get(LIST).content.decode()
    assert "一季度" in page
    [view] = queries.saved_views(town.viewer("secretary"))
    assert view.address == address
    assert client.get(view.address).status_code == 200
    assert AuditEvent.objects.filter(verb="insights.view.save").count() == 1


def test_the_page_of_figures_leads_to_keeping_it(client, town):
    page = town.enter(client, "secretary").get("/insights/", {"period": "2026-03"})
    assert client.get(page.context["frame"]["save_url"]).context["form"]["address"].value() == (
        "/insights/?period=2026-03"
    )


def test_another_one_neither_sees_nor_changes_it(client, town, kept):
    town.enter(client, "staff")
    assert "每月看一次" not in client.get(LIST).content.decode()
    for slug in ("rename", "delete"):
        assert client.get(act(kept, slug)).status_code == 404
        sent = {"name": "我的", "idempotency_key": f"steal-{slug}-01"}
        assert client.post(act(kept, slug), sent).status_code == 404
    with pytest.raises(DomainError):
        actions.rename_view(kept, name="我的", actor=town.staff)
    with pytest.raises(DomainError):
        actions.delete_view(kept, actor=town.staff)
    assert SavedView.objects.get().name == "每月看一次"


def test_the_wall_stands_behind_the_page(town, kept):
    with scope.entered((), user_id=town.staff.pk):
        assert not SavedView.objects.exists()
    with scope.entered((), user_id=town.secretary.pk):
        assert SavedView.objects.exists()


def test_it_can_be_called_otherwise_and_thrown_away(client, town, kept):
    town.enter(client, "secretary")
    client.post(act(kept, "rename"), {"name": "每周看", "idempotency_key": "rename-000001"})
    assert SavedView.objects.get().name == "每周看"
    client.post(act(kept, "delete"), {"idempotency_key": "delete-000001"})
    assert not SavedView.objects.exists()
    verbs = AuditEvent.objects.filter(verb__startswith="insights.view.").order_by("id")
    assert [event.verb.rsplit(".")[-1] for event in verbs] == ["save", "rename", "delete"]


def test_one_name_stands_for_one_look_of_a_person(town, kept):
    with pytest.raises(DomainError, match="叫这个名字"):
        actions.save_view(name="每月看一次", address=ADDRESS, actor=town.secretary)
    actions.save_view(name="每月看一次", address=ADDRESS, actor=town.staff)
    other = actions.save_view(name="别的", address=ADDRESS, actor=town.secretary)
    with pytest.raises(DomainError, match="叫这个名字"):
        actions.rename_view(other, name="每月看一次", actor=town.secretary)


def test_there_is_an_end_to_how_many(town, monkeypatch):
    monkeypatch.setattr(actions, "MOST", 2)
    for name in ("一", "二"):
        actions.save_view(name=name, address=ADDRESS, actor=town.secretary)
    with pytest.raises(DomainError, match="最多存 2 个"):
        actions.save_view(name="三", address=ADDRESS, actor=town.secretary)
    actions.save_view(name="三", address=ADDRESS, actor=town.staff)


@pytest.mark.parametrize("name", ["", "   "])
def test_it_has_a_name(town, name):
    with pytest.raises(DomainError, match="起个名字"):
        actions.save_view(name=name, address=ADDRESS, actor=town.secretary)


def test_a_telephone_number_is_no_name(town):
    with pytest.raises(DomainError, match="电话号码"):
        actions.save_view(name="问 13800001234", address=ADDRESS, actor=town.secretary)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "/desk/",
        "/insights/views/",
        "/insights/registers/",
        "//evil.example/insights/",
        "https://evil.example/insights/",
        "/insights/?show=" + "x" * 200,
    ],
)
def test_only_a_page_of_figures_is_kept(town, address):
    with pytest.raises(DomainError, match="只有数据页"):
        actions.save_view(name="别处", address=address, actor=town.secretary)


def test_of_the_address_only_what_such_a_page_reads_is_kept(town):
    view = actions.save_view(
        name="干净", address="/insights/?period=month&q=张三&next=//evil", actor=town.secretary
    )
    assert view.address == "/insights/?period=month"


def test_it_is_told_to_its_owner_and_goes_with_him(town, kept):
    subject = town.secretary.subject
    told = personal_data.export_person(subject)
    assert told == {"saved_views": [{"name": "每月看一次", "address": ADDRESS}]}
    assert personal_data.erase_person(town.staff.subject) == {"saved_views": 0}
    assert personal_data.erase_person(subject) == {"saved_views": 1}
    assert not SavedView.objects.exists()
