from itertools import groupby
from typing import Any

from django.core.management.base import BaseCommand

from core import scope
from doors.models import DemoPerson


class Command(BaseCommand):
    help = "Who can be entered at /demo/, in reading order."

    def handle(self, *args: Any, **options: Any) -> None:
        with scope.entered(scope.EVERYTHING):
            people = list(DemoPerson.objects.select_related("user"))
        if not people:
            self.stdout.write("小镇还没有讲 / the town has not been told yet: bin/manage seed_demo")
            return
        for (group, group_en), members in groupby(people, lambda p: (p.group, p.group_en)):
            self.stdout.write(f"\n  {group} / {group_en}")
            for person in members:
                name = person.user.name.open()
                self.stdout.write(f"    {name}  {person.user.phone.open()}  {person.story}")
        self.stdout.write("\n  点名字进去 / one click: /demo/")
