"""Who of a partner unit sits where, in the admin door."""

from django.contrib import admin

from core.admin_base import RegisterAdmin
from core.duties import Duty
from organizations.models import Commissioner


@admin.register(Commissioner)
class CommissionerAdmin(RegisterAdmin):
    """To look up. He is seated, renewed and unseated at the desk."""

    duties = (Duty.PLACES,)
    read_only = True
    icon = "chair"
    position = 69
    list_display = ("organization", "office", "community", "starts_on", "ends_on", "ended_on")
    list_select_related = ("organization", "community")
    search_fields = ("organization__name__contains", "office__contains")
    ordering = ("ends_on", "pk")
