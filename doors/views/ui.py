"""Language and place: what a visitor sets once on this device."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.preferences import YEAR
from communities.queries import place


@require_safe
def language(request: HttpRequest) -> HttpResponse:
    """The choice is posted to accounts:language, which also remembers it with the account."""
    return render(request, "doors/language.html")


@require_http_methods(["GET", "HEAD", "POST"])
def choose_community(request: HttpRequest) -> HttpResponse:
    """Public notices and telephone numbers of any community, without signing in."""
    profiles = place.open_communities()
    if request.method == "POST":
        chosen = request.POST.get("community", "")
        known = {str(profile.area_id) for profile in profiles}
        response = redirect("doors:home")
        response.set_cookie(
            place.COOKIE,
            chosen if chosen in known else "",
            max_age=YEAR,
            samesite="Lax",
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
        )
        return response
    return render(request, "doors/communities.html", {"profiles": profiles})
