"""What came of orders: nobody rates his own work, and what hangs in public leads to nobody."""

from django.db.models import Exists, F, OuterRef, Q

from doors.town.checks.finding import Check, Finding, each, none_of
from requests.actions.releasing import DOOR
from requests.actions.wishing import MONEY
from requests.models import (
    HeartCard,
    ListRelease,
    Party,
    Rating,
    RecurringRun,
    RequestEvent,
    SecondCall,
    Wish,
)


def asked_by_others() -> Finding:
    """A grade written down for somebody is never by who worked on it."""
    rows = Rating.objects.exclude(asked_how="")
    worked = Party.objects.working().filter(
        service_request=OuterRef("service_request"), user=OuterRef("by")
    )
    return none_of(rows, rows.filter(Exists(worked)), "was asked by who did it")


def answers_to_what_he_said() -> Finding:
    """What the community answers, it answers to a rating of that very request."""

    def wrong(event: RequestEvent) -> str:
        own = Rating.objects.filter(service_request=event.service_request_id)
        known = own.filter(pk=event.data.get("rating", 0)).exists()
        return "" if known else "answers what nobody said of it"

    return each(RequestEvent, RequestEvent.objects.filter(step="answer_rating"), wrong)


def called_by_another() -> Finding:
    rows = SecondCall.objects.exclude(outcome="")
    return none_of(rows, rows.filter(called_by=F("rating__by")), "was called by who asked first")


def wishes_lead_to_nobody() -> Finding:
    """No door and no money on the wall."""

    def wrong(wish: Wish) -> str:
        return "leads to somebody" if DOOR.search(wish.text) or MONEY.search(wish.text) else ""

    return each(Wish, Wish.objects.published(), wrong)


def written_anew_by_a_second() -> Finding:
    rows = Wish.objects.published()
    bad = rows.filter(
        Q(published_by=F("service_request__entered_by"))
        | Q(published_by=F("service_request__reporter"))
    )
    return none_of(rows, bad, "was written anew by who brought it")


def cards_of_those_who_live_here() -> Finding:
    rows = HeartCard.objects.live()
    return none_of(rows, rows.exclude(community=F("resident__community")), "is of another place")


def runs_on_their_day() -> Finding:
    rows = RecurringRun.objects.select_related("rule")

    def wrong(run: RecurringRun) -> str:
        return "" if run.day.weekday() == run.rule.weekday else "opened on another day"

    return each(RecurringRun, rows, wrong)


def lists_numbered() -> Finding:
    """三张清单: the versions of a place count from one, and none hangs before the one before it."""
    rows = ListRelease.objects.all()
    before = ListRelease.objects.filter(
        community=OuterRef("community"),
        number=OuterRef("number") - 1,
        released_at__lt=OuterRef("released_at"),
    )
    return none_of(rows, rows.filter(~Exists(before), number__gt=1), "follows no version")


CHECKS = (
    Check("清单一版接一版 · published lists are numbered", lists_numbered),
    Check("代评的人没经手 · asked by others", asked_by_others),
    Check("回的是这件事的评价 · ratings answered", answers_to_what_he_said),
    Check("二次回访另有其人 · called by another", called_by_another),
    Check("心愿认不出人 · wishes lead to nobody", wishes_lead_to_nobody),
    Check("心愿由第二人改写 · wishes written anew", written_anew_by_a_second),
    Check("连心卡在本社区 · heart cards of the place", cards_of_those_who_live_here),
    Check("定期单按日子 · recurring orders on their day", runs_on_their_day),
)
