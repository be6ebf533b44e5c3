import re
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from core import health, heartbeat
from core.models import Heartbeat
from core.tasks import worker_heartbeat


@pytest.fixture(autouse=True)
def _nothing_known(monkeypatch):
    monkeypatch.setattr(health, "_known", {})


@pytest.fixture
def all_alive(db):
    worker_heartbeat()
    heartbeat.give(heartbeat.BEAT)


def test_livez_answers_without_a_database(client):
    """No database fixture: a query would fail this test."""
    response = client.get("/livez")
    assert (response.status_code, response.content) == (200, b"ok")
    assert response["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_readyz_asks_database_and_migrations(client):
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json()["migrations"] == "ok"


@pytest.mark.django_db
def test_readyz_says_how_many_migrations_wait(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["failing"] == ["migrations"]
    assert response.json()["migrations"] == "1 unapplied"


@pytest.mark.django_db
def test_readyz_asks_for_migrations_only_once(client, django_assert_num_queries):
    client.get("/readyz")
    with django_assert_num_queries(1):
        client.get("/readyz")


@pytest.mark.django_db
def test_readyz_refuses_another_role(client, settings):
    settings.DATABASE_APP_ROLE = "wushe_owner"
    assert client.get("/readyz").json()["failing"] == ["database"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("known", [False, True], ids=["at the start", "after long service"])
def test_a_lost_database_is_named(client, monkeypatch, known):
    if known:
        assert client.get("/readyz").status_code == 200
    connection.close()
    with monkeypatch.context() as patch:
        patch.setitem(connection.settings_dict, "HOST", "/nowhere")
        for path in ("/readyz", "/healthz"):
            response = client.get(path)
            assert response.status_code == 503
            assert response.json()["database"] == "unreachable"
            # who cannot be asked without it is not accused
            assert response.json()["failing"] == ["database"]
        assert client.get("/livez").status_code == 200
    connection.close()


def test_all_is_well(client, all_alive):
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "failing": [],
        "database": "ok",
        "migrations": "ok",
        "broker": "ok",
        "worker": "ok",
        "beat": "ok",
    }


@pytest.mark.parametrize("name", [heartbeat.WORKER, heartbeat.BEAT])
def test_a_silent_part_is_named(client, all_alive, name):
    Heartbeat.objects.filter(name=name).update(at=timezone.now() - timedelta(seconds=45))
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json()["failing"] == [name]
    said = re.fullmatch(r"silent for (\d+) s", response.json()[name])
    assert said is not None
    assert int(said[1]) >= 45


def test_a_part_never_seen_is_named(client, all_alive):
    Heartbeat.objects.filter(name=heartbeat.BEAT).delete()
    assert client.get("/healthz").json()["beat"] == "never seen"


def test_a_dead_broker_is_named(client, all_alive, settings):
    settings.CELERY_BROKER_URL = "redis+socket:///nowhere/valkey.sock?virtual_host=0"
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json()["failing"] == ["broker"]


def test_the_progress_of_the_town_is_shown(client, all_alive):
    heartbeat.give(heartbeat.TOWN, done=3, of=10)
    assert client.get("/healthz").json()["town"] == {"done": 3, "of": 10}
