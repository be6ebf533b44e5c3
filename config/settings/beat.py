"""What comes round by the clock, and when."""

from typing import Any

from celery.schedules import crontab

CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    # whatever a lost nudge, a crash or a retry has left due
    "sweep the outbox": {"task": "core.sweep_outbox", "schedule": 5.0},
    # committed audit events become links of their chains; a late call is worth nothing
    "seal the audit": {"task": "core.seal_audit", "schedule": 1.0, "options": {"expires": 2}},
    # committed steps become figures; a late call is worth nothing
    "fold the figures": {"task": "insights.fold", "schedule": 1.0, "options": {"expires": 2}},
    # who of the five societies took part in what was done in the last weeks
    "link the societies": {"task": "insights.link", "schedule": crontab(hour=2, minute=10)},
    # every night: what has been kept long enough goes, and leaves a proof
    "expire personal data": {
        "task": "accounts.expire_personal_data",
        "schedule": crontab(hour=3, minute=20),
    },
    # does the audit still say what was sealed? The auditor's page shows the answer
    "verify the audit": {"task": "core.verify_audit", "schedule": crontab(hour=4, minute=10)},
    # notices that were set for a time, and those whose time is over
    "turn the notices": {"task": "communities.turn_notices", "schedule": 30.0},
    # quiet hours that ended, inboxes nobody read, gateways that were down
    "sweep the messages": {"task": "core.sweep_messages", "schedule": 5.0},
    # exports whose wake-up or worker was lost, and those past their time
    "sweep the exports": {"task": "core.sweep_exports", "schedule": 60.0},
    # what is due for a request: reminders, escalation, invitations to rate
    "lapse the offers": {"task": "requests.lapse_offers", "schedule": 60.0},
    "ring the timers": {"task": "requests.ring_timers", "schedule": 10.0},
    # what comes again opens its order on its day, once
    "open the recurring": {"task": "requests.open_recurring", "schedule": crontab(minute=7)},
    # a wish that nobody took: a kind word, and a letter that is owed
    "tell of the wishes": {"task": "requests.tell_overdue_wishes", "schedule": crontab(minute=20)},
    # every open request has somebody who answers for it and something that wakes it
    "watch the requests": {"task": "requests.watch", "schedule": 60.0},
    # a department that was called: reminded, spoken of, sent up, each once
    "look at the whistles": {"task": "requests.look_at_whistles", "schedule": 30.0},
    # a changed promise reaches the open requests it was changed for
    "follow the new rules": {"task": "requests.follow_new_rules", "schedule": 60.0},
    # batch dispatch that somebody asked for at the desk
    "run the batches": {"task": "requests.run_batches", "schedule": 5.0},
    # rules of the dispatch catalogue that nothing fits, lanes in which nobody stands
    "watch the dispatch rules": {
        "task": "requests.watch_rules",
        "schedule": crontab(hour=5, minute=20),
    },
    # places in activities that were offered and not confirmed go to the next who waits
    "sweep the places": {"task": "activities.sweep_places", "schedule": 30.0},
    # children whom nobody has fetched when the class is over
    "sweep unfetched children": {"task": "activities.sweep_unfetched", "schedule": 60.0},
    # files whose time is over
    "delete old files": {"task": "core.delete_expired_files", "schedule": 3600.0},
    # bytes that were written for a transaction that was rolled back
    "sweep orphaned files": {
        "task": "core.sweep_orphaned_files",
        "schedule": crontab(hour=3, minute=50),
    },
    # care labels that ran out, numbers that were silent too long
    "expire care labels": {"task": "communities.expire_care_labels", "schedule": 3600.0},
    "lapse silent accounts": {"task": "communities.lapse_silent_accounts", "schedule": 3600.0},
    # deductions nobody objected to, old points whose announced day has come
    "take announced points": {"task": "points.take_due", "schedule": crontab(minute=25)},
    "put back what nobody collected": {
        "task": "points.cancel_due",
        "schedule": crontab(hour=2, minute=20),
    },
    "lapse old points": {"task": "points.lapse_due", "schedule": crontab(hour=2, minute=40)},
    # the list of a month that is over, of each community whose households agreed
    "draft lists of points": {
        "task": "points.draft_lists",
        "schedule": crontab(hour=6, minute=20),
    },
    # volunteers whose rest is over hear of it in the morning
    "end volunteers' pauses": {
        "task": "volunteers.end_pauses",
        "schedule": crontab(hour=8, minute=5),
    },
    # volunteers whose licence runs out within a month
    "remind of licences": {
        "task": "volunteers.remind_of_licences",
        "schedule": crontab(hour=8, minute=35),
    },
    # leaders hear that the deadline of a shift has passed, by day
    "remind of choosing": {
        "task": "volunteers.remind_of_choosing",
        "schedule": crontab(hour="8-20", minute=15),
    },
    # certificates whose days on the wall are over
    "issue service certificates": {
        "task": "volunteers.issue_certificates",
        "schedule": crontab(minute=10),
    },
    # social workers hear of it while there is time to renew a certificate
    "remind of certificates": {
        "task": "organizations.remind_of_certificates",
        "schedule": crontab(hour=8, minute=40),
    },
    # who enrolled for a course hears of it the day before
    "remind of courses": {
        "task": "organizations.remind_of_courses",
        "schedule": crontab(hour=9, minute=20),
    },
    # what was borrowed and is not back in time
    "remind of loans": {
        "task": "charity.remind_of_loans",
        "schedule": crontab(hour=9, minute=5),
    },
    # goods that run out, a month and a week before
    "remind of expiry": {
        "task": "charity.remind_of_expiry",
        "schedule": crontab(hour=8, minute=45),
    },
    # the report of a quarter that is over, of each community fund
    "draft fund reports": {
        "task": "charity.draft_reports",
        "schedule": crontab(hour=6, minute=10),
    },
    # the evening before a duty; asked again later, nobody is told twice
    "remind of duty": {
        "task": "communities.remind_of_duty",
        "schedule": crontab(hour="18-20", minute=30),
    },
    "lapse swaps of duty": {"task": "communities.lapse_swaps", "schedule": 600.0},
    # form keys that nobody will send again
    "forget form keys": {"task": "core.sweep_idempotency_keys", "schedule": 3600.0},
    # lists that were uploaded and never brought in
    "forget old uploads": {"task": "communities.forget_old_uploads", "schedule": 3600.0},
    "forget how often programs came": {
        "task": "requests.forget_api_uses",
        "schedule": crontab(hour=3, minute=40),
    },
    # filings of organisations that run out within a month
    "remind of filings": {
        "task": "organizations.remind_of_filings",
        "schedule": crontab(hour=8, minute=30),
    },
    "remind of yearly reviews": {
        "task": "organizations.remind_of_reviews",
        "schedule": crontab(hour=8, minute=35),
    },
    # posts of checked-in members whose last day is past
    "close posts": {
        "task": "organizations.close_posts",
        "schedule": crontab(hour=0, minute=25),
    },
    # the reports of a month and a quarter that are over, of each place; asked again, none is twice
    "draft reports of figures": {
        "task": "insights.draft_reports",
        "schedule": crontab(day_of_month="1-5", hour=6, minute=35),
    },
    # what members of each unit did in the quarter that is over
    "draft letters to units": {
        "task": "organizations.draft_letters",
        "schedule": crontab(hour=6, minute=20),
    },
    # demands on the board that nobody answers
    "tend demands": {
        "task": "organizations.tend_demands",
        "schedule": crontab(hour=8, minute=50),
    },
    # pairing agreements that end within a month, or ended yesterday
    "tend pairings": {
        "task": "organizations.tend_pairings",
        "schedule": crontab(hour=8, minute=45),
    },
}
