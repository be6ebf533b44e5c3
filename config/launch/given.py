"""Servers that the caller names (DATABASE_URL, REDIS_URL): asked once, before anything is done."""

import hashlib
import json
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

from config.launch import paths
from config.servers.errors import LaunchError

UNREACHABLE = """\
{0} 指的服务器用不了：{1}
The server that {0} names cannot be used: {1}"""
NOT_THE_ROLE = """\
DATABASE_URL 应以 wushe_app 登录（现在是 {0}），迁移用 DATABASE_OWNER_URL：见 deploy/roles.sql。
DATABASE_URL must be of wushe_app (this is {0}); DATABASE_OWNER_URL migrates: deploy/roles.sql."""
NO_OWNER = """\
设置了 DATABASE_URL，还需要能建表的 DATABASE_OWNER_URL（wushe_owner）：见 deploy/roles.sql。
DATABASE_URL needs a DATABASE_OWNER_URL beside it that may create tables: see deploy/roles.sql."""
STRANGE = """\
这个数据库里已有内容，而 {0} 里没有它的密钥：加密的内容读不出来。
请换一个空数据库，或用 WUSHE_DATA 指向原来的文件夹。
This database already holds a town, and its keys are not in {0}: nothing could be read.
Name an empty database, or point WUSHE_DATA to the folder it was made with."""
NO_RESET = """\
--reset 不会动您自己的数据库（DATABASE_URL）。请清空它，删除 {0}，再运行 bin/demo。
--reset does not touch a database of your own (DATABASE_URL). Empty it, delete {0}, run bin/demo."""

BRIEF = """
import json, sys
sys.excepthook = lambda kind, error, trace: print(*str(error).split(), file=sys.stderr)
"""
ASK_DATABASE = """
import psycopg2
with psycopg2.connect(sys.argv[1], connect_timeout=5).cursor() as cursor:
    cursor.execute("SELECT current_user, has_schema_privilege('public', 'CREATE'),"
        " to_regclass('public.django_migrations') IS NOT NULL")
    print(json.dumps(cursor.fetchone()))
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
    role, _creates, _tables = _ask("DATABASE_URL", ASK_DATABASE, urls["DATABASE_URL"])
    if role != "wushe_app":
        raise LaunchError(NOT_THE_ROLE.format(role))
    owner = urls.get("DATABASE_OWNER_URL")
    if not owner:
        raise LaunchError(NO_OWNER)
    _role, creates, tables = _ask("DATABASE_OWNER_URL", ASK_DATABASE, owner)
    if not creates:
        raise LaunchError(NO_OWNER)
    if tables and not (book / OURS).exists():
        raise LaunchError(STRANGE.format(data))
    book.mkdir(parents=True, exist_ok=True)
    (book / OURS).touch()


def check_redis(url: str) -> None:
    _ask("REDIS_URL", ASK_REDIS, url)


def _ask(name: str, question: str, url: str) -> list[object]:
    """-I: one of our rooms is called `requests`. The reason names the server, not the password."""
    command = [str(paths.python()), "-I", "-c", BRIEF + question, url]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        raise LaunchError(UNREACHABLE.format(name, done.stderr.strip() or "?"))
    answer = json.loads(done.stdout)
    return answer if isinstance(answer, list) else [answer]
