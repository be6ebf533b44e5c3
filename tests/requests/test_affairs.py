"""办事: guides in full, questions with a clock in minutes, every paper accounted for."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core import scope
from core.exceptions import DomainError
from core.models import AuditEvent, Message
from grids.actions import appointments
from requests import personal_data
from requests.actions import affairs, guides, inquiries
from requests.affair_steps import STEPS, Hand, Status
from requests.forms.affairs import GuideForm
from requests.models import Affair, AffairEvent, AffairHelp, Custody, Guide, Inquiry
from requests.queries import affairs as queries
from requests.queries import guides as guide_queries
from tests.races import together

FIELDS = ("name", "department", "who", "materials", "steps", "fee", "takes", "place", "notice")


def guide(code: str = "pension-enrol") -> Guide:
    return Guide.objects.get(code=code, replaced_at__isnull=True)


@pytest.fixture
def asked(desk) -> Inquiry:
    return ask(desk)


def ask(desk, words: str = "交养老保险要带什么？", by: str = "resident") -> Inquiry:
    row = inquiries.ask(desk.town.community, words=words, grid=desk.town.grid, by=desk.viewer(by))
    scope.declare(scope.EVERYTHING)
    return row


def carried(desk, until: str = "take") -> Affair:
    clerk, worker = desk.viewer("staff"), desk.viewer("worker")
    row = affairs.from_inquiry(ask(desk), guide=guide(), by=clerk)
    affairs.accept(row, by=clerk)
    row = affairs.fetch(
        row,
        worker=desk.town.worker,
        authority="代交参保材料",
        authority_until=timezone.localdate() + timedelta(days=7),
        by=clerk,
    )
    if until == "take":
        row = affairs.take(row, papers=["户口簿", "身份证复印件"], by=worker)
    return row


# --- guides -------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_at_least_twelve_guides_are_whole_in_both_languages():
    rows = list(Guide.objects.current())
    assert len(rows) >= 12
    for row in rows:
        for name in FIELDS:
            assert getattr(row, name), (row.code, name)
            assert getattr(row, f"{name}_en"), (row.code, name)
        assert row.source
        assert len(row.materials.splitlines()) == len(row.materials_en.splitlines())
        assert len(row.steps.splitlines()) == len(row.steps_en.splitlines()) >= 3
        assert row.is_online or row.link_url or row.place
    assert "养老保险" in guide().name


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["养老", "社保", "吃低保", "PENSION", "办养老保险"])
def test_a_guide_is_found_by_the_words_people_use(words):
    found = [row.code for shelf in guide_queries.shelves(words) for row in shelf.guides]
    assert "pension-enrol" in found or "minimum-living" in found
    assert len(found) < Guide.objects.current().count()


@pytest.mark.django_db
def test_a_change_is_the_next_version_and_the_old_one_stays(desk):
    old = guide()
    fresh = guides.revise(old, fee="免费", actor=desk.town.secretary)
    assert (fresh.version, fresh.name, fresh.fee) == (2, old.name, "免费")
    old.refresh_from_db()
    assert old.replaced_at is not None
    assert guide_queries.get("pension-enrol").pk == fresh.pk
    again = guides.revise(old, takes="三天", actor=desk.town.secretary)  # from a page left open
    assert again.version == 3


@pytest.mark.django_db
def test_everybody_reads_guides_and_takes_one_sheet_along(client):
    for name in ("affairs:guides",):
        assert "城乡居民养老保险参保登记" in client.get(reverse(name)).content.decode()
    for name in ("affairs:guide", "affairs:sheet"):
        page = client.get(reverse(name, args=["pension-enrol"])).content.decode()
        assert "户口簿" in page
    assert client.get(reverse("affairs:guide", args=["nothing"])).status_code == 404
    english = client.get(
        reverse("affairs:guide", args=["pension-enrol"]), headers={"Accept-Language": "en"}
    )
    assert english.status_code == 200


# --- questions ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked_at", "due"),
    [
        ("2026-11-18 10:00", "2026-11-18 10:30"),  # a Wednesday
        ("2026-11-18 16:50", "2026-11-19 09:20"),
        ("2026-11-18 23:00", "2026-11-19 09:30"),
        ("2026-11-20 18:00", "2026-11-23 09:30"),  # Friday evening → Monday
        ("2026-11-18 06:00", "2026-11-18 09:30"),
    ],
)
@pytest.mark.django_db
def test_the_clock_runs_in_the_desks_own_hours(asked_at, due):
    def read(text: str) -> datetime:
        return timezone.make_aware(datetime.fromisoformat(text))

    assert inquiries.due_from(read(asked_at), 30) == read(due)


@pytest.mark.django_db
def test_a_question_is_answered_once_and_the_asker_hears_of_it(desk, asked):
    inquiries.answer(asked, answer="带身份证、户口簿。", by=desk.viewer("staff"))
    with pytest.raises(DomainError):
        inquiries.answer(asked, answer="另一个回复", by=desk.viewer("secretary"))
    asked.refresh_from_db()
    assert asked.answer == "带身份证、户口簿。"
    assert Message.objects.filter(code="requests.inquiry_answered").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_answer_at_once_one_is_heard(desk, monkeypatch):
    row = ask(desk)
    viewers = [desk.viewer("staff"), desk.viewer("secretary")]
    together(
        lambda: _try(lambda: inquiries.answer(row, answer="一", by=viewers[0])),
        lambda: _try(lambda: inquiries.answer(row, answer="二", by=viewers[1])),
    )
    row.refresh_from_db()
    assert row.answer in {"一", "二"}
    assert Message.objects.filter(code="requests.inquiry_answered").count() == 1


def _try(act) -> None:
    try:
        with scope.entered(scope.EVERYTHING):
            act()
    except DomainError:
        pass


@pytest.mark.django_db
def test_the_board_is_the_places_own_and_says_what_is_late(desk, enter, asked):
    assert [one.row for one in queries.board(desk.viewer("staff")).waiting] == [asked]
    assert queries.board(desk.viewer("sibling_staff")).waiting == []
    assert queries.board(desk.viewer("second_worker")).waiting == []  # another grid
    Inquiry.objects.update(due_at=timezone.now() - timedelta(minutes=5))
    assert queries.board(desk.viewer("staff")).late == 1
    page = enter("staff").get(reverse("affairs:board")).content.decode()
    assert "every 20s" in page
    part = enter("staff").get(reverse("affairs:board"), headers={"HX-Request": "true"})
    assert part.content.decode().lstrip().startswith("<section")
    for name in ("resident", "head", "org_manager"):
        assert enter(name).get(reverse("affairs:board")).status_code == 404


@pytest.mark.django_db
def test_nobody_asks_without_end(desk):
    for n in range(inquiries.MOST_A_DAY):
        ask(desk, f"问题{n}")
    with pytest.raises(DomainError):
        ask(desk, "还有")


# --- affairs ------------------------------------------------------------------------------------


def test_the_table_of_affairs_is_whole():
    assert {step.target for step in STEPS if step.target} == set(Status)
    for state in set(Status) - {Status.DONE, Status.REFUSED, Status.WITHDRAWN}:
        assert any(state in step.sources and step.target for step in STEPS), state
    for step in STEPS:
        assert step.hands <= set(Hand)
        assert str(step.line)


@pytest.mark.django_db
def test_from_the_question_to_the_delivered_paper(desk):
    clerk, worker = desk.viewer("staff"), desk.viewer("worker")
    row = carried(desk)
    assert affairs.out_of_hand(row) == {"户口簿", "身份证复印件"}
    row = affairs.file(row, by=worker)
    row = affairs.visit(row, by=clerk)
    row = affairs.finish(row, outcome="已参保", by=worker)
    with pytest.raises(DomainError) as refused:
        affairs.deliver(row, by=worker)
    assert refused.value.code == "papers"
    affairs.give_back(row, papers=["户口簿", "身份证复印件"], by=worker)
    row = affairs.deliver(row, by=worker)
    assert (row.status, row.visits, row.outcome) == (Status.DONE, 1, "已参保")
    assert [c.way for c in Custody.objects.order_by("id")] == ["taken"] * 2 + ["back"] * 2
    steps = list(AffairEvent.objects.order_by("id").values_list("step", flat=True))
    assert steps == [
        "open",
        "accept",
        "fetch",
        "take",
        "file",
        "visit",
        "finish",
        "give_back",
        "deliver",
    ]
    assert queries.figures(clerk).visits_per_case == 1.0


@pytest.mark.django_db
def test_the_worker_of_his_own_grid_is_the_first_to_be_proposed(town):
    for grid, worker in ((town.grid, town.worker), (town.second_grid, town.second_worker)):
        appointments.appoint_worker(grid, worker, actor=town.secretary)
        first, *others = queries.fetchers(Affair(community=town.community, grid=grid))
        assert first == worker
        assert others
    assert set(queries.fetchers(Affair(community=town.community))) == {first, *others}


@pytest.mark.django_db
def test_nothing_changes_hands_without_a_word_of_authority(desk):
    row = carried(desk, until="fetch")
    Affair.objects.update(authority_until=timezone.localdate() - timedelta(days=1))
    with pytest.raises(DomainError) as refused:
        affairs.take(row, papers=["户口簿"], by=desk.viewer("worker"))
    assert refused.value.code == "no_authority"
    assert not Custody.objects.exists()


@pytest.mark.django_db
def test_a_paper_is_taken_once_and_only_what_was_taken_comes_back(desk):
    row, worker = carried(desk), desk.viewer("worker")
    with pytest.raises(DomainError):
        affairs.take(row, papers=["户口簿"], by=worker)
    with pytest.raises(DomainError):
        affairs.give_back(row, papers=["房产证"], by=worker)
    assert Custody.objects.count() == 2


@pytest.mark.django_db
def test_a_question_becomes_one_affair(desk, asked):
    affairs.from_inquiry(asked, guide=guide(), by=desk.viewer("staff"))
    with pytest.raises(DomainError):
        affairs.from_inquiry(asked, guide=guide(), by=desk.viewer("staff"))


@pytest.mark.django_db
def test_each_step_is_its_own_hand(desk):
    row = affairs.from_inquiry(ask(desk), guide=guide(), by=desk.viewer("staff"))
    for name in ("resident", "neighbour", "second_worker", "sibling_staff", "stranger"):
        with pytest.raises(DomainError):
            affairs.accept(row, by=desk.viewer(name))
    with pytest.raises(DomainError):
        affairs.withdraw(row, by=desk.viewer("staff"))
    assert affairs.withdraw(row, by=desk.viewer("resident")).status == Status.WITHDRAWN
    with pytest.raises(DomainError) as refused:
        affairs.accept(row, by=desk.viewer("staff"))
    assert refused.value.code == "moved_on"


@pytest.mark.django_db
def test_an_application_on_the_page_and_what_is_missing(desk, enter):
    sent = {"name": "李小满", "phone": "13912345678", "words": "给我妈办"}
    page = enter("resident").post(reverse("affairs:apply", args=["pension-enrol"]), sent)
    scope.declare(scope.EVERYTHING)
    row = Affair.objects.get()
    assert page["Location"] == reverse("affairs:mine_one", args=[row.public_id])
    affairs.lack(row, note="还缺户口簿首页", by=desk.viewer("staff"))
    mine = enter("resident").get(page["Location"]).content.decode()
    assert "还缺户口簿首页" in mine
    act = reverse("affairs:mine_act", args=[row.public_id, "supply"])
    assert enter("resident").post(act, {"note": "带来了"}).status_code == 302
    scope.declare(scope.EVERYTHING)
    row.refresh_from_db()
    assert row.status == Status.SUBMITTED
    for name in ("neighbour", "stranger", "volunteer"):
        assert enter(name).get(page["Location"]).status_code == 404
        assert enter(name).post(act, {"note": "x"}).status_code == 404
    desk_page = reverse("affairs:affair", args=[row.pk])
    assert enter("staff").get(desk_page).status_code == 200
    for name in ("sibling_staff", "second_worker", "far_staff", "resident", "org_manager"):
        assert enter(name).get(desk_page).status_code == 404


@pytest.mark.django_db
def test_what_is_done_elsewhere_is_not_applied_for_here_and_help_names_nobody(desk, enter):
    assert (
        enter("resident").get(reverse("affairs:apply", args=["pension-alive"])).status_code == 404
    )
    with pytest.raises(DomainError):
        affairs.apply(
            guide("pension-alive"),
            desk.town.community,
            name="x",
            phone="",
            by=desk.viewer("resident"),
        )
    scope.declare(scope.EVERYTHING)
    path = reverse("affairs:helped", args=["pension-alive"])
    assert enter("staff").post(path, {"minutes": 15}).status_code == 302
    scope.declare(scope.EVERYTHING)
    row = AffairHelp.objects.get()
    assert (row.helper, row.minutes) == (desk.town.staff, 15)
    assert {field.name for field in AffairHelp._meta.fields} == {
        "id", "community", "guide", "helper", "minutes", "at",
    }  # fmt: skip


@pytest.mark.django_db
def test_the_way_through_the_desks_pages(desk, enter, asked):
    clerk = enter("staff")
    page = reverse("affairs:inquiry", args=[asked.pk])
    assert clerk.get(page).status_code == 200
    assert clerk.post(page, {"answer": "带身份证、户口簿。"}).status_code == 302
    opened = clerk.post(reverse("affairs:carry", args=[asked.pk]), {"guide": "pension-enrol"})
    scope.declare(scope.EVERYTHING)
    row = Affair.objects.get()
    assert opened["Location"] == reverse("affairs:affair", args=[row.pk])
    sent = {
        "fetch": {
            "worker": desk.town.worker.pk,
            "authority": "代交材料",
            "authority_until": timezone.localdate() + timedelta(days=9),
        },
        "take": {"papers": "户口簿\n身份证"},
        "finish": {"outcome": "已参保"},
        "give_back": {"papers": "户口簿\n身份证"},
    }
    for slug in ("accept", "fetch", "take", "file", "finish", "give_back", "deliver"):
        client = enter("worker" if slug == "take" else "staff")
        act = reverse("affairs:affair_act", args=[row.pk, slug])
        assert client.get(act).status_code == 200, slug
        assert client.post(act, sent.get(slug, {})).status_code == 302, slug
    scope.declare(scope.EVERYTHING)
    row.refresh_from_db()
    assert row.status == Status.DONE
    lists = enter("staff").get(reverse("affairs:affairs") + "?tab=closed").content.decode()
    assert "养老保险" in lists
    assert (
        "已参保"
        in enter("resident").get(reverse("affairs:mine_one", args=[row.public_id])).content.decode()
    )


# --- who reads where he lives, and what is left when it is over ----------------------------------


@pytest.mark.django_db
def test_who_fetches_the_papers_reads_where_to_go_and_it_is_written_down(desk, enter):
    row = carried(desk, until="fetch")
    Affair.objects.filter(pk=row.pk).update(phone="13912345678", address="东区 3 号楼 201")
    page = reverse("affairs:affair", args=[row.pk])
    look = reverse("affairs:affair_contact", args=[row.pk])
    assert "13912345678" not in enter("worker").get(page).content.decode()
    shown = enter("worker").post(look).content.decode()
    assert "13912345678" in shown
    assert "东区 3 号楼 201" in shown
    scope.declare(scope.EVERYTHING)
    read = AuditEvent.objects.get(verb="requests.affair.read")
    assert (read.actor_id, read.object_id) == (desk.town.worker.pk, str(row.pk))
    for name in ("second_worker", "sibling_staff", "org_manager", "resident"):
        assert enter(name).post(look).status_code == 404
    scope.declare(scope.EVERYTHING)
    Affair.objects.filter(pk=row.pk).update(status=Status.DONE, closed_at=timezone.now())
    assert "13912345678" not in enter("worker").post(look, follow=True).content.decode()


@pytest.mark.django_db
def test_what_was_asked_and_carried_is_told_and_leaves_when_it_is_over(desk):
    subject = desk.town.resident.subject
    row, going_on = carried(desk), ask(desk, "低保怎么办？")
    told = personal_data.export_person(subject)
    assert [one["words"] for one in told["inquiries"]] == ["交养老保险要带什么？", "低保怎么办？"]
    assert told["affairs"][0]["papers"][0].startswith("户口簿")
    assert personal_data.erase_person(subject)["affairs"] == 0  # his papers are still with us
    Affair.objects.update(status=Status.DONE, closed_at=timezone.now(), phone="13912345678")
    inquiries.answer(row.inquiry, answer="带身份证", by=desk.viewer("staff"))
    gone = personal_data.erase_person(subject)
    assert (gone["inquiries"], gone["affairs"]) == (1, 1)
    row.refresh_from_db()
    left = [row.name.open(), row.phone.open(), row.address.open(), row.words, row.outcome]
    assert left == [""] * 5
    assert "参保" not in row.authority
    row.inquiry.refresh_from_db()
    assert "养老" not in row.inquiry.words + row.inquiry.answer
    going_on.refresh_from_db()
    assert going_on.words == "低保怎么办？"


@pytest.mark.django_db
def test_three_years_after_the_end_only_the_kind_and_the_outcome_are_left(desk):
    row = carried(desk)
    Affair.objects.update(status=Status.DONE, closed_at=timezone.now())
    later = timezone.localdate() + timedelta(days=3 * 365 + 2)
    assert personal_data.expire(timezone.localdate())["affairs"] == 0
    assert personal_data.expire(later)["affairs"] == 1
    row.refresh_from_db()
    assert (row.name.open(), row.status) == ("", Status.DONE)


@pytest.mark.django_db
def test_while_a_question_is_typed_the_guides_are_looked_up(desk, enter):
    page = enter("resident").get(reverse("affairs:ask")).content.decode()
    assert f'hx-post="{reverse("requests:look_up")}"' in page
    assert 'id="look-up"' in page


def test_what_he_asked_for_is_chosen_already_and_the_door_comes_along(desk):
    asked = ask(desk, "外婆走不动，高龄津贴怎么申请")
    form = GuideForm(None, viewer=desk.viewer("staff"), about=asked)
    assert form.get_initial_for_field(form.fields["guide"], "guide") == "elder-allowance"
    row = affairs.from_inquiry(asked, guide=guide(), by=desk.viewer("staff"))
    assert row.address.open() == str(desk.town.people["resident"].household.dwelling)


def test_taking_it_back_is_never_the_button_in_front(client, town, desk):
    row = affairs.from_inquiry(ask(desk), guide=guide(), by=desk.viewer("staff"))
    page = town.enter(client, "resident").get(reverse("affairs:mine_one", args=[row.public_id]))
    words = page.content.decode()
    assert reverse("affairs:mine_act", args=[row.public_id, "withdraw"]) in words
    assert "btn-do btn-big" not in words
