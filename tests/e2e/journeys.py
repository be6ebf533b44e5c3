"""What the journeys share: a town on the site of the test, and somebody who enters it."""

from collections.abc import Callable

from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
DESK = {"width": 1440, "height": 900}

Enter = Callable[..., Page]


def let_in(page: Page, town, name: str, at: str) -> None:
    """Both factors passed, as after a sign-in; the journey of signing in has its own test."""
    client = town.enter(Client(), name)
    cookie = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": cookie, "value": client.cookies[cookie].value, "url": at}])


LOOK = """() => {
  const found = [];
  const root = document.documentElement;
  const over = root.scrollWidth - root.clientWidth;
  if (over > 1) found.push(`wider than the screen by ${over}`);
  const titles = document.querySelectorAll('h1').length;
  if (titles !== 1) found.push(`h1: ${titles}`);
  const seen = (el) => el.checkVisibility();
  const acts = [...document.querySelectorAll('.btn-do')].filter(seen);
  if (acts.length > 1) found.push('filled buttons: ' + acts.map((el) => el.textContent.trim()));
  for (const el of document.querySelectorAll('input:not([type=hidden]), select, textarea'))
    if (seen(el) && !el.labels.length && !el.ariaLabel) found.push('no label: ' + el.name);
  for (const el of document.querySelectorAll('a, button, summary'))
    if (!el.textContent.trim() && !el.ariaLabel) found.push('no name: ' + el.className);
  const ids = [...document.querySelectorAll('[id]')].map((el) => el.id);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  if (twice.length) found.push('twice: ' + twice);
  return found;
}"""
"""What one can see without a person: nothing cut off, one title, one act, every field named."""

CONTRAST = """() => {
  const parse = (c) => (c.match(/[\\d.]+/g) || []).map(Number);
  const light = (c) => { const [r, g, b] = c.slice(0, 3).map((v) => { v /= 255;
    return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ground = (el) => { for (; el; el = el.parentElement) {
    const c = parse(getComputedStyle(el).backgroundColor);
    if (c.length === 3 || c[3] > 0.9) return c; }
    return [255, 255, 255]; };
  const found = [];
  for (const el of document.querySelectorAll('body *')) {
    const own = [...el.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || !el.checkVisibility() || el.closest('svg, .sr, [disabled]')) continue;
    const style = getComputedStyle(el);
    const [a, b] = [light(parse(style.color)), light(ground(el))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const large = parseFloat(style.fontSize) >= 24;
    const words = el.textContent.trim().slice(0, 20);
    if (ratio < (large ? 3 : 4.5)) found.push(`${ratio.toFixed(2)} ${words}`);
  }
  return [...new Set(found)];
}"""
"""Words against the ground they stand on: 4.5, large ones 3."""


def looks_right(page: Page, script: bool = True) -> None:
    """Without scripts nothing can be measured on the page; the same page with them is. A link that
    was just pressed may have brought no more than the beginning of its page."""
    if script:
        page.wait_for_load_state()
        assert page.evaluate(LOOK) == []
        assert page.evaluate(CONTRAST) == []
