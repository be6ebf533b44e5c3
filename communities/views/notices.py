"""The wall, its archive, and the desk where notices are written and checked."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.viewer import Viewer
from communities import notice_carries
from communities.actions import notices
from communities.forms.notices import FileForm, NoticeForm, WallFilterForm, initial_of
from communities.models import Notice
from communities.queries import notices as notice_queries
from communities.queries.past import history_of
from communities.views.acts import ActPage, buttons, do, perform, posted, refuse
from communities.views.notice_acts import NOTICE_ACTS
from communities.workflow import NoticeStatus
from core import files
from core.exceptions import DomainError
from core.http import ViewerRequest, row_seen
from core.idempotency import idempotent


def _viewer(request: ViewerRequest) -> Viewer:
    viewer: Viewer = request.viewer
    return viewer


# --- public ------------------------------------------------------------------------------------


@require_GET
def wall(request: ViewerRequest) -> HttpResponse:
    return _wall(request, archive=False)


@require_GET
def archive(request: ViewerRequest) -> HttpResponse:
    return _wall(request, archive=True)


def _wall(request: ViewerRequest, *, archive: bool) -> HttpResponse:
    viewer = _viewer(request)
    chosen = "community" in request.GET
    own = None if chosen else notice_queries.own_community(viewer)
    form = WallFilterForm(request.GET or None, initial={"community": own})
    filters = form.filters(community=own, before=request.GET.get("before", ""))
    find = notice_queries.archive if archive else notice_queries.wall
    page = find(viewer, filters)
    query = request.GET.copy()
    query["before"] = page.next_before
    context = {
        "form": form,
        "filters": filters,
        "notices": page.notices,
        "unread": notice_queries.unread_among(viewer, page.notices),
        "next_url": f"?{query.urlencode()}" if page.next_before else "",
        "is_archive": archive,
    }
    return render(request, "communities/notices.html", context)


@require_GET
def notice(request: ViewerRequest, pk: int) -> HttpResponseBase:
    """Reading it is counted, once per person."""
    viewer = _viewer(request)
    try:
        found = notice_queries.get_public(viewer, pk)
    except Http404:
        if newer := notice_queries.successor_of(viewer, pk):
            return redirect("notices:notice", newer.pk)
        if not notice_queries.was_withdrawn(viewer, pk):
            raise
        return render(request, "communities/notice_gone.html", status=410)
    if viewer.user is not None:
        notices.mark_read(found, viewer.user)
    context = {
        "notice": found,
        "attachments": notice_queries.attachments(found),
        "carried": _drawn(request, notice_carries.shown(viewer, found)),
        "crumbs": [{"label": _("通知公告"), "url": reverse("notices:list")}],
    }
    return render(request, "communities/notice.html", context)


@require_GET
def file(request: ViewerRequest, pk: int, public_id: UUID) -> HttpResponseBase:
    return files.file_response(notice_queries.attachment_of(_viewer(request), pk, public_id))


# --- the desk ------------------------------------------------------------------------------------


@login_required
@require_GET
def desk(request: ViewerRequest) -> HttpResponse:
    viewer = _viewer(request)
    if not notice_queries.writes_notices(viewer):
        raise Http404
    status = request.GET.get("status", "")
    page = notice_queries.desk_list(
        viewer,
        status if status in NoticeStatus.values else "",
        before=row_seen(request),
    )
    here = reverse("notices:desk")
    tabs = [{"label": _("全部"), "url": here, "current": not status}] + [
        {
            "label": label,
            "url": f"{here}?status={code}",
            "current": code == status,
            "count": page.counts.get(code, 0),
        }
        for code, label in NoticeStatus.choices
    ]
    next_url = f"?status={status}&before={page.next_before}" if page.next_before else ""
    context = {"notices": page.notices, "tabs": tabs, "next_url": next_url}
    return render(request, "communities/desk_notices.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new(request: ViewerRequest) -> HttpResponse:
    viewer = _viewer(request)
    if not notice_queries.writes_notices(viewer):
        raise Http404
    form = NoticeForm(posted(request), viewer=viewer)
    if form.is_valid():
        try:
            drafted = notices.draft_notice(
                form.cleaned_data["community"], form.facts(), actor=viewer.actor
            )
        except DomainError as error:
            _refuse(form, error)
        else:
            return redirect("notices:desk_notice", drafted.pk)
    return _form_page(request, form, reverse("notices:desk"))


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer = _viewer(request)
    draft = notice_queries.get_draft(viewer, pk)
    form = NoticeForm(posted(request), viewer=viewer, about=draft, initial=initial_of(draft))
    if form.is_valid():
        try:
            notices.edit_notice(draft, form.facts(), actor=viewer.actor)
        except DomainError as error:
            _refuse(form, error)
        else:
            return redirect("notices:desk_notice", pk)
    return _form_page(request, form, reverse("notices:desk_notice", args=[pk]))


@login_required
@require_GET
def desk_notice(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer = _viewer(request)
    found = notice_queries.get_at_desk(viewer, pk)
    may_edit = notice_queries.may_edit(viewer, found)
    context: dict[str, Any] = {
        "notice": found,
        "targets": notice_queries.target_names(found),
        "attachments": notice_queries.attachments(found),
        "file_form": FileForm(viewer=viewer),
        "carried": _drawn(request, notice_carries.at_desk(found, may_edit)),
        "phones": notice_queries.phones_in(found),
        "may_edit": may_edit,
        "may_check": notice_queries.may_check(viewer, found),
        "is_own": found.words_are_from(viewer.user_id),
        "buttons": buttons(viewer, found, NOTICE_ACTS, "notices:act"),
        "history": history_of(viewer, found),
    }
    return render(request, "communities/desk_notice.html", context)


@login_required
@require_POST
@idempotent
def attach(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer = _viewer(request)
    draft = notice_queries.get_draft(viewer, pk)
    form = FileForm(request.POST, request.FILES, viewer=viewer)
    back = reverse("notices:desk_notice", args=[pk])
    if not form.is_valid():
        messages.error(request, _("先选一个文件，再放上去"))
        return redirect(back)
    upload = form.cleaned_data["file"]
    return do(request, back, _("附件放好了"), notices.attach_file, draft, upload)


@login_required
@require_POST
def detach(request: ViewerRequest, pk: int, attachment: int) -> HttpResponse:
    found = notice_queries.get_attachment(_viewer(request), pk, attachment)
    back = reverse("notices:desk_notice", args=[pk])
    return do(request, back, _("附件拿掉了"), notices.detach_file, found)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = notice_queries.get_at_desk(_viewer(request), pk)
    back = reverse("notices:desk_notice", args=[pk])
    return perform(request, ActPage(found, found.title, back, NOTICE_ACTS), slug)


@login_required
@require_POST
def check(request: ViewerRequest, pk: int) -> HttpResponse:
    """The button stands under the text, and sends along which text it was."""
    viewer = _viewer(request)
    found: Notice = notice_queries.get_to_check(viewer, pk)
    revision = request.POST.get("revision", "")
    return do(
        request,
        reverse("notices:desk_notice", args=[pk]),
        _("已核对，可以发布了"),
        notices.check_notice,
        found,
        revision=int(revision) if revision.isdecimal() and len(revision) < 9 else 0,
    )


def _drawn(request: ViewerRequest, parts: list[notice_carries.Part]) -> list[str]:
    """Each with its own context, as the room that offers it wrote it."""
    return [render_to_string(part["template"], part["context"], request) for part in parts]


def _refuse(form: NoticeForm, error: DomainError) -> None:
    if error.field == "targets":
        error.field = str(form.cleaned_data["audience"])
    refuse(form, error)


def _form_page(request: ViewerRequest, form: NoticeForm, back: str) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(
        request, "communities/notice_form.html", {"form": form, "back": back}, status=status
    )
