"""Whatever makes a row or sends something is keyed: the same form twice is once.

A form without a key says here why it needs none; a form with one is sent to a view that listens.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import PlatformComplaint
from core.idempotency import KEYED

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
FORM = re.compile(r"<form\b(?:(?!</form>).)*?</form>", re.S)
INCLUDE = re.compile(r'{%\s*include\s+"([^"]+)"((?:(?!%}).)*)%}')
ROUTE = re.compile(r"\baction=\"{% url '([\w:]+)'")

NO_KEY = {
    "a state is set; set again it is the same, or refused": {
        *("account/profile.html", "account/resets.html"),
        *("account/set_password.html", "account/second_factor_needed.html"),
        *("accounts:confirm_reset", "accounts:decline_reset", "accounts:end_device"),
        *("accounts:end_other_devices", "accounts:language", "accounts:mode"),
        *("accounts:switch_role", "communities:confirm_import", "communities:discard_import"),
        *("communities:end_label", "communities:end_my_authority", "communities:leave_identity"),
        *("communities:setup_confirm", "communities:setup_received", "communities:take_role_back"),
        *("communities:undo_merge", "communities:withdraw_booking", "communities/_stands.html"),
        *("components/_dialog.html", "components/_toast.html", "core/preferences.html"),
        *("doors/communities.html", "doors/privacy_answer.html", "doors:cancel_request"),
        *("doors:my_consent", "doors:revoke_minor_access", "grids:end_absence"),
        *("grids:handover_note", "grids:see_report", "messaging:read_all", "notices:check"),
        *("activities/place.html",),
        *("notices:detach", "requests:forward_answer", "requests:forward_receive"),
        *("requests:hook_end", "requests:token_revoke", "volunteers/_asked.html"),
        *("volunteers:join_team", "volunteers:leave_team", "volunteers:pause"),
        "volunteers:resume",
    },
    "who signs in or out; limits count each try, and a code is sent once a minute": {
        *("account/_code.html", "account/_code_again.html", "account/enrolment.html"),
        *("account/login.html", "account/logout.html", "account/new_phone.html"),
        *("account/password.html", "account/prove.html", "account/reauthenticate.html"),
        *("account_logout", "communities/identity.html", "doors:demo_enter"),
        *("layouts/_mode_switch.html", "layouts/_person.html", "mfa/authenticate.html"),
        *("mfa/reauthenticate.html", "mfa/recovery_codes/generate.html"),
        *("mfa/totp/activate_form.html", "mfa/totp/deactivate_form.html"),
    },
    "each look at a protected value is a look, and counted": {
        *("communities/_fact.html", "doors/sealed.html", "doors:my_export"),
        *("requests/_contact.html", "requests/sealed_one.html", "requests:forward_door"),
        "requests:second_call_number",
    },
    "the answer holds a secret that must not be kept to be given again": {
        *("requests/hooks.html", "requests/tokens.html"),
        *("insights/screen_new.html", "insights/screen_renew.html"),
    },
    "only looks: what would be, what is right; or hands a sentence to the real form": {
        *("admin:core_auditevent_verify", "communities/smart_code_type.html"),
        *("grids/boundary.html", "requests:order"),
    },
    "sends what waits again; what does not wait any more is left alone": {
        "admin:core_outboxmessage_retry_all",
    },
}
UNKEYED = set().union(*NO_KEY.values())


def _forms() -> Iterator[tuple[str, str, bool]]:
    """The template, the route or else the template again, and whether it carries a key."""
    for path in sorted(TEMPLATES.rglob("*.html")):
        template = str(path.relative_to(TEMPLATES))
        for form in FORM.findall(path.read_text(encoding="utf-8")):
            if 'method="post"' in form:
                route = ROUTE.search(form)
                yield template, route[1] if route else template, "idempotency_key" in form


def _views(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, object]]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            inside = f"{space}{one.namespace}:" if one.namespace else space
            yield from _views(one, inside)
        elif isinstance(one, URLPattern) and one.name:
            yield f"{space}{one.name}", one.callback


def test_a_form_carries_a_key_or_says_here_why_it_needs_none():
    bare = {told for _template, told, keyed in _forms() if not keyed}
    assert bare - UNKEYED == set(), "add {% idempotency_key %} and @idempotent, or a reason here"
    assert UNKEYED - bare == set(), "no longer there, or keyed by now"


def test_a_key_is_sent_to_a_view_that_listens_for_it():
    views = dict(_views(get_resolver()))
    deaf = {
        (template, told)
        for template, told, keyed in _forms()
        if keyed and told in views and not getattr(views[told], KEYED, False)
    }
    assert deaf == set()


def test_a_part_with_a_form_is_handed_the_token_of_the_page():
    """`only` hands over nothing else, and without the token each tap is refused."""
    texts = {
        str(path.relative_to(TEMPLATES)): path.read_text(encoding="utf-8")
        for path in TEMPLATES.rglob("*.html")
    }
    parts = {name: INCLUDE.findall(text) for name, text in texts.items()}
    asking: set[str] = set()
    while (
        more := {
            name
            for name, text in texts.items()
            if "{% csrf_token %}" in text or any(part in asking for part, _said in parts[name])
        }
        - asking
    ):
        asking |= more
    assert len(asking) > 100
    assert [
        (name, part)
        for name, included in parts.items()
        for part, said in included
        if part in asking and " only" in said and "csrf_token=" not in said
    ] == []


KEY = {"idempotency_key": "the-same-form-again"}


def test_a_word_about_the_platform_sent_three_times_is_one(db, client):
    for _try in range(3):
        answer = client.post(reverse("privacy:complaint"), {"text": "字太小", "contact": "", **KEY})
        assert answer.status_code == 302
    assert PlatformComplaint.objects.count() == 1


def test_a_list_uploaded_three_times_is_one_import(town):
    secretary = Client()
    town.enter(secretary, "secretary")
    answers = set()
    for _try in range(3):
        table = SimpleUploadedFile("人.csv", "姓名,性别\n张三,男\n".encode("gbk"))
        said = {"kind": "residents", "community": town.community.pk, "file": table, **KEY}
        answers.add(secretary.post(reverse("communities:imports"), said)["Location"])
    assert len(answers) == 1
