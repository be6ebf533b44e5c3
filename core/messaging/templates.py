"""Which wording holds here and now; new versions; the shipped ones."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from core.exceptions import DomainError
from core.messaging.hooks import localities_of
from core.messaging.kinds import Kind, Wording, kinds
from core.messaging.wording import check_wording
from core.models import Channel, MessageTemplate

DEFAULT_LANGUAGE = "zh-hans"
ALWAYS = datetime(2000, 1, 1, tzinfo=UTC)


def wordings_for(code: str, *, scope: int | None, language: str) -> dict[str, MessageTemplate]:
    """The template in force per channel: nearest place, then the reader's language, then newest.

    A place that wrote its text in Chinese only is still read in Chinese there: its own words
    matter more than the language of ours. The other way round they do not: whoever reads Chinese
    gets no English as long as a Chinese text stands anywhere above him.
    """
    nearness = {place: n for n, place in enumerate(localities_of(scope))}
    rows = MessageTemplate.objects.filter(code=code, active_from__lte=timezone.now())
    newest: dict[tuple[int | None, str, str], MessageTemplate] = {}
    for row in rows.order_by("version"):
        if row.locality is None or row.locality in nearness:
            newest[row.locality, row.channel, row.language] = row

    def rank(row: MessageTemplate) -> tuple[bool, int, bool]:
        place = len(nearness) if row.locality is None else nearness[row.locality]
        is_foreign = row.language not in {language, DEFAULT_LANGUAGE}
        return is_foreign, place, row.language != language

    chosen: dict[str, MessageTemplate] = {}
    for row in newest.values():
        best = chosen.get(row.channel)
        if not row.is_retired and (best is None or rank(row) < rank(best)):
            chosen[row.channel] = row
    return chosen


def ensure_defaults(registered: Iterable[Kind] | None = None) -> int:
    """Write the shipped wordings that are new or changed; what a person edited stays his.

    Runs after every `migrate`. Returns how many versions were written.
    """
    written = 0
    with transaction.atomic():
        for kind in kinds.values() if registered is None else registered:
            for wording in kind.wordings:
                written += _ensure(kind, wording)
    return written


def _ensure(kind: Kind, wording: Wording) -> int:
    latest = (
        MessageTemplate.objects.filter(
            code=kind.code,
            locality__isnull=True,
            language=wording.language,
            channel=wording.channel,
        )
        .order_by("-version")
        .first()
    )
    shipped = MessageTemplate(
        code=kind.code,
        language=wording.language,
        channel=wording.channel,
        version=latest.version + 1 if latest else 1,
        title=wording.title,
        wording=wording.text,
        provider_code=wording.provider_code,
        provider_params=list(wording.provider_params),
        wait_minutes=wording.wait_minutes,
        active_from=timezone.now() if latest else ALWAYS,
    )
    if latest and (latest.created_by_id is not None or _same(latest, shipped)):
        return 0
    shipped.save()
    return 1


def _same(one: MessageTemplate, other: MessageTemplate) -> bool:
    fields = ("title", "wording", "provider_code", "provider_params", "wait_minutes")
    return all(getattr(one, name) == getattr(other, name) for name in fields)


def next_version(template: MessageTemplate) -> int:
    newest = MessageTemplate.objects.filter(
        code=template.code,
        locality=template.locality,
        language=template.language,
        channel=template.channel,
    ).aggregate(Max("version"))["version__max"]
    return (newest or 0) + 1


def check_what_stands(version: MessageTemplate) -> None:
    """For everywhere (a place that retires its own text falls back to these): no reader of Chinese
    is sent English because nothing else is left, and what must reach people keeps a way out."""
    if version.locality is not None:
        return
    newest = (
        MessageTemplate.objects.filter(code=version.code, locality__isnull=True)
        .order_by("channel", "language", "-version")
        .distinct("channel", "language")
    )
    standing = {(row.channel, row.language) for row in newest if not row.is_retired}
    standing.discard((version.channel, version.language))
    if not version.is_retired:
        standing.add((version.channel, version.language))
    languages = {language for channel, language in standing if channel == version.channel}
    if languages and DEFAULT_LANGUAGE not in languages:
        raise DomainError(
            _("中文的停用着，读中文的人就会收到外文：要停这个渠道，先停外文的，最后停中文的"),
            code="chinese_missing",
            field="is_retired",
        )
    outside = {channel for channel, _language in standing} - {Channel.INBOX}
    if kinds[version.code].is_owed and version.channel != Channel.INBOX and not outside:
        raise DomainError(
            _("“%(kind)s”必须送到人手里，这是它仅有的发出渠道，不能停用；可以改内容")
            % {"kind": kinds[version.code].name},
            code="only_way_out",
            field="is_retired",
        )


def check_template(template: MessageTemplate) -> None:
    """The one check of a wording, whoever wrote it."""
    known = kinds[template.code].placeholders
    params = "".join(f"{{{name}}}" for name in template.provider_params)
    check_wording([template.title, template.wording, params], known)
