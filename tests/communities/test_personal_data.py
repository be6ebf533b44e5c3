import json
import uuid
from datetime import timedelta

from django.utils import timezone

from communities import personal_data
from communities.actions import residents
from communities.models import BindingAttempt, Resident
from core.models import AuditEvent


def everything_stored(person):
    return " ".join(
        str(value.open() if hasattr(value, "open") else value)
        for value in (getattr(person, field.attname) for field in person._meta.fields)
    )


def test_a_person_gets_everything_about_himself_in_clear(town):
    elder = town.people["elder"]
    text = json.dumps(personal_data.export_person(elder.subject), ensure_ascii=False)
    for known in ("李大山", elder.id_number.open(), "入户核实", "独居", "窗口当面授权"):
        assert known in text
    account = personal_data.export_person(town.neighbour.subject)
    assert [row["relation"] for row in account["acts_for"]] == ["邻居"]
    assert account["bindings"][0]["community"] == "金秋社区"
    assert personal_data.export_person(uuid.uuid4()) == {}


def test_who_has_left_can_be_forgotten(town):
    elder = town.people["elder"]
    number = elder.id_number.open()
    residents.move_out(elder, actor=town.staff)
    done = personal_data.erase_person(elder.subject)
    assert done["communities.CareLabel"] == 1
    elder.refresh_from_db()
    stored = everything_stored(elder)
    for known in ("李大山", "lidashan", number, number[-6:]):
        assert known not in stored
    assert (elder.id_index, elder.proof_index, elder.born_on) == ("", "", None)
    assert [bool(row.evidence) for row in elder.authorities.all()] == [False]
    assert AuditEvent.objects.filter(verb="communities.person_erased").exists()


def test_who_lives_here_stays_in_the_register_but_is_bound_to_nothing(town):
    person = town.people["resident"]
    done = personal_data.erase_person(person.subject)
    assert done == {"consented": 1, "kept_by_duty": 1}
    person.refresh_from_db()
    assert person.name.open() == "张桂芳"
    assert not person.bindings.standing().exists()


def test_an_account_that_asks_stands_for_nobody_any_more(town):
    assert personal_data.erase_person(town.neighbour.subject)["bindings"] == 1
    viewer = town.viewer("neighbour")
    assert (viewer.resident_ids, viewer.acts_for) == (frozenset(), frozenset())


def test_what_was_kept_long_enough_goes_by_itself(town):
    today = timezone.localdate()
    residents.move_out(town.people["elder"], actor=town.staff)
    residents.record_death(town.people["neighbour"], actor=town.staff)
    long_ago = today - timedelta(days=4 * 365)
    Resident.objects.filter(pk=town.people["elder"].pk).update(status_on=long_ago)
    old = timezone.now() - timedelta(days=400)
    BindingAttempt.objects.create(user=town.stranger, at=old)
    others = {"notice_reads": 0, "room_bookings": 0, "numbers_in_words": 0, "duty": 0}
    assert personal_data.expire(today) == {"residents": 1, "attempts": 1} | others
    assert personal_data.expire(today) == {"residents": 0, "attempts": 0} | others
    town.people["neighbour"].refresh_from_db()
    assert town.people["neighbour"].name.open() == "王建国"
