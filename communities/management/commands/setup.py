"""`bin/manage setup`: from an empty platform to the first sign-in of a real community."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from accounts.roles import (
    AUDITOR,
    COMMUNITY_SECRETARY,
    ROLES,
    SECURITY_ADMIN,
    SYSTEM_ADMIN,
)
from communities.models import Area
from communities.setup import founding
from communities.setup.regions import read_regions, write_regions
from core import scope
from core.exceptions import DomainError

PEOPLE = (SECURITY_ADMIN, SYSTEM_ADMIN, AUDITOR, COMMUNITY_SECRETARY)


class Command(BaseCommand):
    help = (
        "Set up a real community: regions, community, grids, the first administrators. "
        "Asks for what is not given; run again it goes on where it stopped."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--config", help="JSON file with the keys below")
        parser.add_argument("--regions", help="csv or xlsx: 区划代码, 名称, 层级")  # data: headings
        parser.add_argument("--community", help="12-digit code of the community")
        parser.add_argument("--community-name", help="its name, if it is not in the regions")
        parser.add_argument("--grids", help="a number, or names with commas between")
        for role in PEOPLE:
            flag = f"--{role.replace('_', '-')}"
            parser.add_argument(flag, metavar="PHONE:NAME", help=f"account of the {role}")
        parser.add_argument("--noinput", action="store_true", help="ask nothing; fail instead")

    def handle(self, *args: Any, **options: Any) -> None:
        given = self._given(options)
        self.asks = not options["noinput"]
        try:
            with scope.entered(scope.EVERYTHING):
                self._regions(given)
                community = self._community(given)
                self._grids(given, community)
                self._people(given, community)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            _("好了。请管理员用手机登录，绑定动态口令；社区书记登录后打开 /desk/setup/ 逐项核对。")
        )

    def _given(self, options: dict[str, Any]) -> dict[str, Any]:
        """The file first, flags over it."""
        given: dict[str, Any] = {}
        if options["config"]:
            try:
                given = json.loads(Path(options["config"]).read_text(encoding="utf-8"))
            except (OSError, ValueError) as error:
                raise CommandError(f"{options['config']}: {error}") from error
        names = ("regions", "community", "community_name", "grids", *PEOPLE)
        return given | {name: options[name] for name in names if options[name]}

    def _ask(self, given: dict[str, Any], name: str, question: str, *, needed: bool) -> str:
        value = given.get(name, "")
        while not value and self.asks:
            try:
                value = input(f"{question} ").strip()
            except EOFError as error:
                raise CommandError(
                    _("没有人在键盘前回答：请写进 --config 的文件，或者用参数给出 %(name)s")
                    % {"name": f"--{name.replace('_', '-')}"}
                ) from error
            if not needed:
                break
        if needed and not value:
            raise CommandError(_("缺少 %(name)s") % {"name": f"--{name.replace('_', '-')}"})
        return str(value)

    def _regions(self, given: dict[str, Any]) -> None:
        path = self._ask(given, "regions", _("区划表文件（已导入过可直接回车）："), needed=False)
        if not path:
            return
        try:
            data = Path(path).read_bytes()
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        regions = read_regions(Path(path).name, data)
        if regions.problems:
            shown = "\n".join(regions.problems[:30])
            raise CommandError(_("区划表有错误，什么也没有写入：") + "\n" + shown)
        write_regions(regions, actor=None)
        self.stdout.write(
            _("区划：新增 %(added)d，更名 %(renamed)d，未变 %(same)d。")
            % {"added": regions.added, "renamed": regions.renamed, "same": regions.same}
        )

    def _community(self, given: dict[str, Any]) -> Area:
        code = self._ask(given, "community", _("社区的 12 位代码："), needed=True)
        known = Area.objects.communities().filter(code=code).exists()
        name = "" if known else self._ask(given, "community_name", _("社区名称："), needed=True)
        community = founding.found_community(code, name)
        self.stdout.write(_("社区：%(name)s。") % {"name": community.name})
        return community

    def _grids(self, given: dict[str, Any], community: Area) -> None:
        wish = given.get("grids", "")
        if not isinstance(wish, list):
            question = _("网格：填个数或用逗号隔开的名称（以后再建可直接回车）：")
            wish = founding.grid_names(self._ask(given, "grids", question, needed=False))
        count = founding.found_grids(community, wish)
        self.stdout.write(_("网格：新建 %(count)d 个。") % {"count": count})

    def _people(self, given: dict[str, Any], community: Area) -> None:
        for role in PEOPLE:
            title = str(ROLES[role].name)
            question = _("%(role)s 的手机号:姓名（以后再定可直接回车）：") % {"role": title}
            needed = role == SECURITY_ADMIN  # he can appoint the secretary and the officials
            value = self._ask(given, role, question, needed=needed)
            if not value:
                continue
            phone, _colon, name = value.replace("：", ":").partition(":")  # data
            grant = founding.appoint(role, phone.strip(), name.strip(), area=community)
            code = founding.enrolment_code(grant)
            note = _("首次登录凭绑定码 %(code)s 绑定动态口令") % {"code": code} if code else ""
            self.stdout.write(f"{title}: {grant.user} {note}".rstrip())
