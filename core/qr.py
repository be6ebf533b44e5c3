"""A QR code as a drawing in the page: black on white whatever the theme, for a camera to read."""

import segno
from django.utils.safestring import SafeString, mark_safe


def drawn(address: str) -> SafeString:
    code = segno.make(address, error="m", micro=False)
    return mark_safe(  # noqa: S308 - segno draws from an address of ours, nobody's input
        code.svg_inline(
            dark="#000", light="#fff", border=3, omitsize=True, svgclass="qr", lineclass=None
        )
    )
