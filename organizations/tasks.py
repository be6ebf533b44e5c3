"""What comes round by the clock. Each runs twice as well as once."""

from celery import shared_task

from core import scope
from organizations.actions import (
    certificates,
    commissioners,
    courses,
    demands,
    filings,
    letters,
    match_meetings,
    pairings,
    posts,
    reviews,
    secondment_reports,
    secondments,
)
from organizations.queries import social_workers


@shared_task(name="organizations.remind_of_certificates")
def remind_of_certificates() -> None:
    """180, 90 and 30 days before the last one, once each for each certificate."""
    with scope.entered(scope.EVERYTHING):
        for worker in social_workers.due_for_a_reminder():
            certificates.remind(worker)


@shared_task(name="organizations.remind_of_filings")
def remind_of_filings() -> None:
    """Filings that run out within a month are told to who can renew them."""
    with scope.entered(scope.EVERYTHING):
        filings.remind_of_filings()


@shared_task(name="organizations.remind_of_reviews")
def remind_of_reviews() -> None:
    """In March, the year before of every social organisation that nobody has looked at."""
    with scope.entered(scope.EVERYTHING):
        reviews.remind_of_reviews()


@shared_task(name="organizations.tend_pairings")
def tend_pairings() -> None:
    """Agreements and terms that are over lapse; those that end within a month are told to both."""
    with scope.entered(scope.EVERYTHING):
        pairings.tend()
        commissioners.tend()
        secondments.tend()


@shared_task(name="organizations.tend_demands")
def tend_demands() -> None:
    """Demands nobody answers: a reminder after a fortnight, closed after another."""
    with scope.entered(scope.EVERYTHING):
        demands.tend()


@shared_task(name="organizations.close_posts")
def close_posts() -> None:
    """Posts of checked-in members whose last day is past."""
    with scope.entered(scope.EVERYTHING):
        posts.close_over()


@shared_task(name="organizations.draft_letters")
def draft_letters() -> None:
    """What members and stationed cadres of each unit did in the quarter that is over: once each,
    to be sent by hand."""
    with scope.entered(scope.EVERYTHING):
        letters.draft_due()
        secondment_reports.draft_due()


@shared_task(name="organizations.remind_of_courses")
def remind_of_courses() -> None:
    """Who enrolled for tomorrow's course hears of it, once; who comes to tomorrow's match meeting,
    too."""
    with scope.entered(scope.EVERYTHING):
        courses.remind_of_tomorrow()
        match_meetings.remind_of_tomorrow()
