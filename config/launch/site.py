"""From an empty database to a told town. What has not changed since last time is not repeated."""

import hashlib
import os
import subprocess
from pathlib import Path
from threading import Thread

from config.launch import assets, paths
from config.launch.voice import say, step
from config.servers.errors import LaunchError

READ_ONLY = """\
无法写入 {0}：翻译还没有编译。请在可写的位置克隆，或先让能写的人运行一次 bin/demo。
Cannot write to {0}, and its translations are not compiled yet. Clone it where you may write, or
let somebody who may run bin/demo there once."""
WATCHED = ("*/**/*.py", "static/**/*", "locale/**/*.po", "*/locale/**/*.po", "requirements.txt")
LEFT_OUT = {"tests", "bench", "bin", "docs", "node_modules", "staticfiles"}


class Site:
    def __init__(self, variables: dict[str, str], home: Path, log: Path) -> None:
        self.variables, self.log = variables, log
        # Beside the database: whoever loses the one loses the other.
        self.stamp, self.told = home / "prepared", home / "town.told"

    def environment(self, *, owner: bool = False) -> dict[str, str]:
        """The site never learns the owner's password."""
        kept = paths.inherited().items()
        clean = {name: value for name, value in kept if not name.startswith("DATABASE_")}
        environment = clean | self.variables
        if not owner:
            environment.pop("DATABASE_OWNER_URL", None)
        return environment | {"WUSHE_DB_ROLE": "owner" if owner else "app"}

    def prepare(self, fetching: Thread | None = None) -> None:
        """`fetching` brings static files from elsewhere meanwhile: they are collected after it."""
        code = fingerprint()
        if self.stamp.exists() and self.stamp.read_text() == code + assets.brought():
            return
        say("准备站点 / preparing the site")
        self.compile_catalogues()
        with step("migrate"):
            self.manage("migrate", "--verbosity", "0", owner=True)
        if fetching:
            fetching.join()
        with step("collectstatic"):
            self.manage("collectstatic", "--no-input", "--verbosity", "0")
        self.stamp.write_text(code + assets.brought())

    def compile_catalogues(self) -> None:
        if stale := stale_catalogues():
            if not os.access(stale[0].parent, os.W_OK):
                raise LaunchError(READ_ONLY.format(paths.ROOT))
            with step("翻译 / translations"):
                self.manage("compile_translations")

    def tell_town(self) -> None:
        """`seed_demo` is told once; a half-told town is the command's own to finish."""
        if self.told.exists() or not paths.has_command("seed_demo"):
            return
        with step("讲述小镇 / the demo town"):
            self.manage("seed_demo")
        self.told.touch()

    def manage(self, *arguments: str, owner: bool = False) -> None:
        self._run([str(paths.python()), "manage.py", *arguments], owner=owner)

    def _run(self, command: list[str], *, owner: bool = False) -> None:
        with self.log.open("ab") as log:
            done = subprocess.run(
                command,
                cwd=paths.ROOT,
                env=self.environment(owner=owner),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                check=False,
            )
        if done.returncode:
            tail = self.log.read_text(encoding="utf-8", errors="replace")[-3000:]
            raise LaunchError(f"{tail}\n失败 / failed: {' '.join(command[1:])}（{self.log}）")


def fingerprint() -> str:
    """Of the code, the static files and the translations: by content, for clocks and git lie."""
    digest = hashlib.sha256()
    for pattern in WATCHED:
        for path in sorted(paths.ROOT.glob(pattern)):
            first = path.relative_to(paths.ROOT).parts[0]
            if first not in LEFT_OUT and not first.startswith(".") and path.is_file():
                digest.update(str(path.relative_to(paths.ROOT)).encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def stale_catalogues() -> list[Path]:
    found = [*paths.ROOT.glob("locale/*/LC_MESSAGES/*.po")]
    return [
        source
        for source in found
        if not (made := source.with_suffix(".mo")).exists()
        or made.stat().st_mtime < source.stat().st_mtime
    ]
