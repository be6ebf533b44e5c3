"""Servers of one's own: DATABASE_URL and REDIS_URL. The tests' servers play that part."""

import os
import re
import secrets
from collections.abc import Iterator
from urllib.parse import urlsplit

import psycopg2
import pytest

from config.launch import given
from config.servers.errors import LaunchError
from config.servers.postgres import EXTENSIONS
from tests.databases import OWNER_URL
from tests.launch.callers import Demo
from tests.waiting import PATIENCE

APP_URL, REDIS_URL = os.environ["DATABASE_URL"], os.environ["REDIS_URL"]


@pytest.fixture
def own(demo: Demo) -> Iterator[dict[str, str]]:
    """An empty database beside the tests' own."""
    name = f"own_{secrets.token_hex(4)}"
    with _owner().cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    urls = {
        "DATABASE_URL": _renamed(APP_URL, name),
        "DATABASE_OWNER_URL": _renamed(OWNER_URL, name),
        "REDIS_URL": re.sub(r"db=\d+", "db=63", REDIS_URL),
    }
    demo.more |= urls
    yield urls
    for caller in demo.callers:
        if caller.poll() is None:
            demo.end(caller)
    with _owner().cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _owner():
    connection = psycopg2.connect(OWNER_URL)
    connection.autocommit = True
    return connection


def _renamed(url: str, name: str) -> str:
    return re.sub(r"/[^/?]*(?=\?|$)", f"/{name}", url, count=1)


def _said(demo: Demo, program: str = "manage", *arguments: str) -> str:
    caller = demo.call(program, *arguments)
    said = caller.communicate(timeout=PATIENCE)[0]
    assert caller.returncode == 1, said
    assert "Traceback" not in said
    return said


def test_a_server_that_does_not_answer_is_named_without_its_password(demo: Demo, own):
    demo.more["DATABASE_URL"] = "postgresql://wushe_app:hush-hush@127.0.0.1:1/wushe"
    said = _said(demo, "manage", "check")
    assert "DATABASE_URL 指的服务器用不了" in said
    assert "refused" in said
    assert "hush-hush" not in said
    demo.more["DATABASE_URL"] = own["DATABASE_URL"]
    demo.more["REDIS_URL"] = "redis://127.0.0.1:1/0"
    assert "REDIS_URL 指的服务器用不了" in _said(demo, "manage", "check")


def test_the_two_roles_are_asked_for(demo: Demo, own):
    del demo.more["DATABASE_OWNER_URL"]
    assert "DATABASE_OWNER_URL" in _said(demo, "manage", "check")
    demo.more["DATABASE_OWNER_URL"] = own["DATABASE_URL"]  # who owns nothing cannot migrate
    assert "roles.sql" in _said(demo, "manage", "check")
    demo.more |= {
        "DATABASE_URL": own["DATABASE_OWNER_URL"],
        "DATABASE_OWNER_URL": own["DATABASE_OWNER_URL"],
    }
    assert "wushe_owner" in _said(demo, "manage", "check")


def test_an_owner_alone_would_migrate_another_database(demo: Demo, own):
    del demo.more["DATABASE_URL"]
    assert "只设置了 DATABASE_OWNER_URL" in _said(demo, "manage", "check")


def test_the_two_lead_to_one_database(demo: Demo, own):
    demo.more["DATABASE_OWNER_URL"] = OWNER_URL
    assert "不是同一个数据库" in _said(demo, "manage", "check")


def test_a_replica_alone_would_be_one_of_another_database(demo: Demo, own):
    demo.more["DATABASE_REPLICA_URL"] = own["DATABASE_URL"]
    del demo.more["DATABASE_URL"], demo.more["DATABASE_OWNER_URL"]
    assert "设置了 DATABASE_REPLICA_URL" in _said(demo, "manage", "check")


def test_a_replica_is_one_of_the_same_database_and_of_the_same_role(tmp_path, own):
    def check(replica: str) -> None:
        given.check_database(own | {"DATABASE_REPLICA_URL": replica}, tmp_path / "book", tmp_path)

    check(own["DATABASE_URL"])
    for other in (APP_URL, own["DATABASE_OWNER_URL"]):
        with pytest.raises(LaunchError, match="DATABASE_REPLICA_URL 应以 wushe_app"):
            check(other)


def test_a_database_without_its_extensions_says_what_to_run(demo: Demo, own):
    with _owner().cursor() as cursor:
        name = urlsplit(own["DATABASE_URL"]).path.lstrip("/")
        cursor.execute(f"DROP DATABASE {name}")
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    said = _said(demo, "manage", "check")
    assert "CREATE EXTENSION btree_gist;" in said


SOUND = {
    "role": "wushe_app", "creates": True, "tables": False, "version": "17.2", "number": 170002,
    "mighty": False, "encoding": "UTF8", "extensions": EXTENSIONS, "name": "a", "place": "a",
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"version": "14.9", "number": 140009}, "14.9，平台需要 15"),
        ({"mighty": True}, "BYPASSRLS"),
        ({"encoding": "SQL_ASCII"}, "应为 UTF8"),
    ],
)
def test_what_would_fail_later_is_said_first(tmp_path, monkeypatch, change, says):
    answer = dict(SOUND)
    monkeypatch.setattr(given, "_ask", lambda *_: answer)
    urls = {"DATABASE_URL": "postgresql:///a", "DATABASE_OWNER_URL": "postgresql:///a"}
    given.check_database(urls, tmp_path / "book", tmp_path)
    answer |= change
    with pytest.raises(LaunchError, match=says):
        given.check_database(urls, tmp_path / "book", tmp_path)


def test_a_database_made_with_other_keys_is_not_opened(demo: Demo, own):
    with psycopg2.connect(own["DATABASE_OWNER_URL"]) as owner, owner.cursor() as cursor:
        cursor.execute("CREATE TABLE django_migrations (id int)")
    owner.close()
    assert "读不出来" in _said(demo, "manage", "check")


def test_reset_leaves_a_database_of_ones_own_alone(demo: Demo, own):
    demo.data.mkdir()
    (demo.data / "secrets.json").write_text("{}")
    assert "--reset 不会动" in _said(demo, "demo", "--reset")
    assert (demo.data / "secrets.json").exists()


@pytest.mark.slow
def test_the_demo_lives_on_servers_of_ones_own(demo: Demo, own):
    caller = demo.start()
    demo.wait_for_everybody()
    assert [c["name"] for c in demo.children()][:3] == ["gunicorn", "worker", "beat"]
    demo.end(caller)
    demo.end(demo.start())  # again: its own database is no strange one
    kept = demo.data / "secrets.json"
    kept.unlink()
    assert "secrets.json" in _said(demo, "manage", "check")
    assert not kept.exists()
    for name in own:
        del demo.more[name]
    caller = demo.start()  # what is prepared there says nothing about the one here
    assert demo.get("/readyz")[0] == 200
    demo.end(caller)


def test_bin_test_on_servers_of_ones_own_asks_for_both_and_for_createdb(monkeypatch):
    given.check_for_tests({})
    with pytest.raises(LaunchError, match="两个都要给"):
        given.check_for_tests({"DATABASE_URL": APP_URL})
    both = {"DATABASE_URL": APP_URL, "REDIS_URL": REDIS_URL}
    with pytest.raises(LaunchError, match="ALTER ROLE wushe_app CREATEDB"):
        given.check_for_tests(both)
    given.check_for_tests(both | {"DATABASE_OWNER_URL": OWNER_URL})
