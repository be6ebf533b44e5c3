"""Servers that the caller names (DATABASE_URL, REDIS_URL): asked once, before anything is done."""

import hashlib
import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from config.launch import paths
from config.servers.errors import LaunchError
from config.servers.postgres import EXTENSIONS

UNREACHABLE = """\
{0} 指的服务器用不了：{1}
The server that {0} names cannot be used: {1}"""
NOT_THE_ROLE = """\
DATABASE_URL 应以 wushe_app 登录（现在是 {0}），迁移用 DATABASE_OWNER_URL：见 deploy/roles.sql。
DATABASE_URL must be of wushe_app (this is {0}); DATABASE_OWNER_URL migrates: deploy/roles.sql."""
NO_OWNER = """\
设置了 DATABASE_URL，还需要能建表的 DATABASE_OWNER_URL（wushe_owner）：见 deploy/roles.sql。
DATABASE_URL needs a DATABASE_OWNER_URL beside it that may create tables: see deploy/roles.sql."""
OWNER_ALONE = """\
只设置了 DATABASE_OWNER_URL，没有 DATABASE_URL：迁移会改到别处的数据库。两个一起设，或都不设。
DATABASE_OWNER_URL stands without DATABASE_URL: it would migrate another database than the one
that is used. Set both, or neither."""
TWO_PLACES = """\
DATABASE_URL 和 DATABASE_OWNER_URL 指的不是同一个数据库（{0}、{1}）。
DATABASE_URL and DATABASE_OWNER_URL lead to two different databases ({0}, {1})."""
REPLICA_ALONE = """\
设置了 DATABASE_REPLICA_URL，没有 DATABASE_URL：统计数字会从别的数据库里读。
DATABASE_REPLICA_URL stands without DATABASE_URL: figures would be read from another database."""
NO_REPLICA = """\
DATABASE_REPLICA_URL 应以 wushe_app（没有 BYPASSRLS）登录 DATABASE_URL 的流复制副本
（现在是 {0}，库 {1}）。
DATABASE_REPLICA_URL must lead, as wushe_app without BYPASSRLS, to a streaming replica of what
DATABASE_URL names (this is {0}, in {1})."""
TOO_OLD = """\
DATABASE_URL 指的 PostgreSQL 是 {0}，平台需要 15 或更新。
DATABASE_URL leads to PostgreSQL {0}; the platform needs 15 or newer."""
TOO_MIGHTY = """\
wushe_app 是超级用户或有 BYPASSRLS：行级安全拦不住它。
请改成 NOSUPERUSER NOBYPASSRLS，见 deploy/roles.sql。
wushe_app is a superuser or has BYPASSRLS, so row level security would not hold it back:
make it NOSUPERUSER NOBYPASSRLS, see deploy/roles.sql."""
NOT_UTF8 = """\
这个数据库的编码是 {0}，应为 UTF8（CREATE DATABASE … ENCODING 'UTF8'）：见 deploy/roles.sql。
The database is in {0}, not in UTF8 (CREATE DATABASE … ENCODING 'UTF8'): see deploy/roles.sql."""
BOTH = """\
bin/test 用自己的服务器；要用您的，DATABASE_URL 和 REDIS_URL 两个都要给。
bin/test brings its own servers; to use yours, name both DATABASE_URL and REDIS_URL."""
NO_DATABASES = """\
测试要建自己的数据库，{0} 没有 CREATEDB：ALTER ROLE {0} CREATEDB;（只在测试用的服务器上）。
Tests make databases of their own, and {0} has no CREATEDB: ALTER ROLE {0} CREATEDB; (on a server
for tests only)."""
NO_EXTENSIONS = """\
数据库里缺扩展 {0}（见 deploy/roles.sql）。请超级用户或库的主人在这个库里运行：
The database lacks {0} (see deploy/roles.sql). A superuser or the database's owner runs there:
  {1}"""
STRANGE = """\
这个数据库里已有内容，而 {0} 里没有它的密钥：加密的内容读不出来。
请换一个空数据库，或用 WUSHE_DATA 指向原来的文件夹。
This database already holds a town, and its keys are not in {0}: nothing could be read.
Name an empty database, or point WUSHE_DATA to the folder it was made with."""
NO_RESET = """\
--reset 不会动您自己的数据库（DATABASE_URL）。请清空它，删除 {0}，再运行 bin/demo。
--reset does not touch a database of your own (DATABASE_URL). Empty it, delete {0}, run bin/demo."""

DATABASES = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_REPLICA_URL")
BRIEF = """
import json, sys
sys.excepthook = lambda kind, error, trace: print(*str(error).split(), file=sys.stderr)
"""
ASK_DATABASE = """
import psycopg2
with psycopg2.connect(sys.argv[1], connect_timeout=5).cursor() as cursor:
    cursor.execute("SELECT current_user, has_schema_privilege('public', 'CREATE'),"
        " to_regclass('public.django_migrations') IS NOT NULL,"
        " current_setting('server_version'), current_setting('server_version_num')::int,"
        " (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user),"
        " (SELECT rolsuper OR rolcreatedb FROM pg_roles WHERE rolname = current_user),"
        " pg_encoding_to_char(encoding),"
        " ARRAY(SELECT name FROM pg_available_extensions WHERE installed_version IS NOT NULL),"
        " datname, oid::text || pg_postmaster_start_time()"
        " FROM pg_database WHERE datname = current_database()")
    print(json.dumps(dict(zip(("role", "creates", "tables", "version", "number", "mighty",
        "makes", "encoding", "extensions", "name", "place"), cursor.fetchone()))))
"""
ASK_CLUSTER = """
import psycopg2
with psycopg2.connect(sys.argv[1], connect_timeout=5).cursor() as cursor:
    cursor.execute("SELECT current_user, datname, system_identifier::text || '/' || oid,"
        " (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user)"
        " FROM pg_database, pg_control_system() WHERE datname = current_database()")
    print(json.dumps(dict(zip(("role", "name", "cluster", "mighty"), cursor.fetchone()))))
"""
ASK_REDIS = """
import redis
print(int(redis.from_url(sys.argv[1], socket_connect_timeout=5, socket_timeout=5).ping()))
"""
OURS = "ours"  # in the notebook of a database that was empty when we came


def refuse_reset(data: Path, variables: dict[str, str]) -> None:
    if variables.get("DATABASE_URL"):
        raise LaunchError(NO_RESET.format(data))


def notebook(home: Path, url: str) -> Path:
    """What was prepared and told there: a folder for each database, whatever its password."""
    parts = urlsplit(url)
    place = f"{parts.hostname}:{parts.port}{parts.path}?{parts.query}"
    return home / f"given-{hashlib.sha256(place.encode()).hexdigest()[:12]}"


def check_database(urls: dict[str, str], book: Path, data: Path) -> None:
    if "DATABASE_URL" not in urls:
        raise LaunchError(OWNER_ALONE if "DATABASE_OWNER_URL" in urls else REPLICA_ALONE)
    app = _ask("DATABASE_URL", ASK_DATABASE, urls["DATABASE_URL"])
    if app["number"] < 150000:
        raise LaunchError(TOO_OLD.format(app["version"]))
    if app["role"] != "wushe_app":
        raise LaunchError(NOT_THE_ROLE.format(app["role"]))
    if app["mighty"]:
        raise LaunchError(TOO_MIGHTY)
    if app["encoding"] != "UTF8":
        raise LaunchError(NOT_UTF8.format(app["encoding"]))
    owner = urls.get("DATABASE_OWNER_URL")
    if not owner:
        raise LaunchError(NO_OWNER)
    found = _ask("DATABASE_OWNER_URL", ASK_DATABASE, owner)
    if found["place"] != app["place"]:
        raise LaunchError(TWO_PLACES.format(app["name"], found["name"]))
    if not found["creates"]:
        raise LaunchError(NO_OWNER)
    missing = [name for name in EXTENSIONS if name not in found["extensions"]]
    if missing:
        orders = " ".join(f"CREATE EXTENSION {name};" for name in missing)
        raise LaunchError(NO_EXTENSIONS.format(", ".join(missing), orders))
    if "DATABASE_REPLICA_URL" in urls:
        _check_replica(urls)
    if found["tables"] and not (book / OURS).exists():
        raise LaunchError(STRANGE.format(data))
    book.mkdir(parents=True, exist_ok=True)
    (book / OURS).touch()


def _check_replica(urls: dict[str, str]) -> None:
    """A replica has the primary's own number, whatever machine it runs on."""
    name = "DATABASE_REPLICA_URL"
    app = _ask("DATABASE_URL", ASK_CLUSTER, urls["DATABASE_URL"])
    there = _ask(name, ASK_CLUSTER, urls[name])
    if there["mighty"] or (there["role"], there["cluster"]) != (app["role"], app["cluster"]):
        raise LaunchError(NO_REPLICA.format(there["role"], there["name"]))


def check_for_tests(urls: Mapping[str, str]) -> None:
    """Each process of a run makes databases of its own beside the one that is named."""
    given = [name for name in ("DATABASE_URL", "REDIS_URL") if urls.get(name)]
    if not given:
        return
    if len(given) == 1:
        raise LaunchError(BOTH)
    name = "DATABASE_OWNER_URL" if urls.get("DATABASE_OWNER_URL") else "DATABASE_URL"
    owner = _ask(name, ASK_DATABASE, urls[name])
    if not owner["makes"]:
        raise LaunchError(NO_DATABASES.format(owner["role"]))
    check_redis(urls["REDIS_URL"])


def check_redis(url: str) -> None:
    _ask("REDIS_URL", ASK_REDIS, url)


def _ask(name: str, question: str, url: str) -> Any:
    """-I: one of our rooms is called `requests`. The reason names the server, not the password."""
    command = [str(paths.python()), "-I", "-c", BRIEF + question, url]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        raise LaunchError(UNREACHABLE.format(name, done.stderr.strip() or "?"))
    return json.loads(done.stdout)
