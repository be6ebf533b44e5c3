"""Out of the house, and nowhere else: what may be called, and how it is called.

Somebody who may enter an address must not reach our own network with it. The name is resolved
here, every address it has must be public, and the call goes to the address that was looked at: a
name that answers differently a moment later gains nothing. No redirect is followed, no proxy is
used.
"""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

import httpx
from django.conf import settings
from django.utils.translation import gettext as _

from core.exceptions import DomainError
from core.messaging.gateways import signed_headers

TIMEOUT = httpx.Timeout(5, connect=3)


class NotDelivered(Exception):  # noqa: N818  it is an outcome, told to the outbox
    """Try again later: the outbox waits longer each time, then parks it."""

    def __init__(self, reason: str, status: int | None = None) -> None:
        super().__init__(reason)
        self.reason, self.status = reason, status


@dataclass(frozen=True)
class Target:
    url: SplitResult
    address: str

    @property
    def call(self) -> str:
        host = f"[{self.address}]" if ":" in self.address else self.address
        port = f":{self.url.port}" if self.url.port else ""
        query = f"?{self.url.query}" if self.url.query else ""
        return f"{self.url.scheme}://{host}{port}{self.url.path or '/'}{query}"


def check(url: str) -> Target:
    """The address to call; a DomainError if it must not be called."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise _refused(_("这个网址不对")) from None
    private = settings.HOOKS_MAY_STAY_INSIDE
    if parts.scheme not in ({"https", "http"} if private else {"https"}):
        raise _refused(_("网址要以 https:// 开头"))
    if not host or parts.username or parts.password:
        raise _refused(_("网址里不能有账号和密码"))
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise _refused(_("找不到这个网址的服务器")) from None
    addresses = [str(one[4][0]) for one in found]
    if not private and not all(is_public(one) for one in addresses):
        raise _refused(_("这个网址指向内部网络，不能推送"))
    return Target(parts, addresses[0])


def is_public(address: str) -> bool:
    """No loopback, no private or shared net, no link-local (where clouds keep their keys)."""
    ip = ipaddress.ip_address(address.split("%")[0])
    inner = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    if inner is not None and not is_public(str(inner)):
        return False
    return ip.is_global and not ip.is_multicast


def post(url: str, secret: str, body: bytes, key: str) -> int:
    """2xx, or NotDelivered with the reason."""
    try:
        target = check(url)
    except DomainError as error:
        raise NotDelivered(error.code) from error
    headers = {
        "Content-Type": "application/json",
        "Host": target.url.netloc,
        "Idempotency-Key": key,
        "User-Agent": "wushe-hooks/1",
        **signed_headers(secret, body),
    }
    try:
        with httpx.Client(trust_env=False, follow_redirects=False, timeout=TIMEOUT) as client:
            # certificate and name are checked against the name, the call goes to the address
            answer = client.post(
                target.call,
                content=body,
                headers=headers,
                extensions={"sni_hostname": target.url.hostname},
            )
    except httpx.HTTPError as error:
        raise NotDelivered(type(error).__name__) from error
    if not 200 <= answer.status_code < 300:
        raise NotDelivered(f"http_{answer.status_code}", answer.status_code)
    return answer.status_code


def _refused(message: str) -> DomainError:
    return DomainError(message, field="url", code="address_refused")
