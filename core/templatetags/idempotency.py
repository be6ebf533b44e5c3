from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core import idempotency

register = template.Library()


@register.simple_tag
def idempotency_key() -> SafeString:
    """A fresh key for this rendering of the form: sent twice, it is done once."""
    return format_html(
        '<input type="hidden" name="{}" value="{}">', idempotency.FIELD, idempotency.new_key()
    )
