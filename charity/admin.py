"""The registers in the admin door: to look up. A gift moves at the desk only."""

from django.contrib import admin

from charity.models import (
    AidRecord,
    Allocation,
    Campaign,
    CampaignReport,
    CommunityFund,
    DesignatedPlatform,
    Donor,
    EligibleGroup,
    FundEnding,
    FundMember,
    Gift,
    Loan,
    Lot,
    MealDay,
    OperatingProject,
    Plot,
    Programme,
    ProgrammeBudget,
    ProgrammeHand,
    ProgrammeMonth,
    ProgrammePrice,
    Recipient,
    SharedThing,
    StockMovement,
    YearlyAccount,
)
from core.admin_base import RegisterAdmin, RegisterInline
from core.duties import Duty


class AllocationInline(RegisterInline):
    duties = (Duty.PLACES,)
    read_only = True
    model = Allocation
    fields = ("seq", "kind", "what", "quantity", "after", "recipient", "used_on", "actor")


@admin.register(Gift)
class GiftAdmin(RegisterAdmin):
    """To look up; what became of it stands below."""

    duties = (Duty.PLACES,)
    read_only = True
    inlines = (AllocationInline,)
    icon = "volunteer_activism"
    position = 66
    list_display = (
        "number", "offered_on", "donor", "resource", "what", "amount", "organization", "status",
    )  # fmt: skip
    list_select_related = ("donor", "organization")
    list_filter = ("resource", "status", "purpose", "is_anonymous", "brought_as")
    search_fields = ("what__contains", "donor__unit_name__contains", "receipt_number")
    ordering = ("-offered_on", "-pk")


class CampaignReportInline(RegisterInline):
    duties = (Duty.PLACES,)
    read_only = True
    model = CampaignReport
    fields = ("raised", "gifts", "worth", "cost", "signed", "explanation", "at")


@admin.register(Campaign)
class CampaignAdmin(RegisterAdmin):
    """To look up; what was published stands below."""

    duties = (Duty.PLACES,)
    read_only = True
    icon = "campaign"
    position = 66
    inlines = (CampaignReportInline,)
    list_display = (
        "number", "title", "organization", "filing_number", "starts_on", "status", "community",
    )  # fmt: skip
    list_select_related = ("organization", "community")
    list_filter = ("way", "status")
    search_fields = ("title__contains", "filing_number")
    ordering = ("-starts_on", "-pk")


@admin.register(Donor)
class DonorAdmin(RegisterAdmin):
    duties = (Duty.PLACES,)
    read_only = True
    icon = "person_heart"
    position = 67
    list_display = ("unit_name", "name", "kind", "community")
    list_select_related = ("community",)
    list_filter = ("kind",)
    search_fields = ("unit_name__contains", "name__startswith")
    ordering = ("kind", "unit_name", "pk")


@admin.register(Recipient)
class RecipientAdmin(RegisterAdmin):
    duties = (Duty.PLACES,)
    read_only = True
    icon = "verified"
    position = 65
    scope_field = ""
    list_display = ("organization", "ground", "certificate", "valid_until", "raises_in_public")
    list_select_related = ("organization",)
    list_filter = ("ground", "raises_in_public")
    search_fields = ("organization__name__contains", "certificate")
    ordering = ("organization__name_key",)


class MovementInline(RegisterInline):
    duties = (Duty.PLACES,)
    read_only = True
    model = StockMovement
    fields = ("seq", "kind", "quantity", "after", "reason", "actor", "at")


@admin.register(Lot)
class LotAdmin(RegisterAdmin):
    """To look up; the chain of movements stands below each lot."""

    duties = (Duty.PLACES,)
    read_only = True
    icon = "inventory_2"
    position = 68
    inlines = (MovementInline,)
    list_display = ("number", "name", "place", "expires_on", "community")
    list_select_related = ("community",)
    search_fields = ("name__contains",)
    ordering = ("expires_on", "pk")


@admin.register(AidRecord)
class AidRecordAdmin(RegisterAdmin):
    duties = (Duty.PLACES,)
    read_only = True
    icon = "handshake"
    position = 69
    list_display = ("number", "proposed_on", "kind", "name", "status", "community")
    list_select_related = ("community",)
    list_filter = ("kind", "status")
    search_fields = ("name__startswith",)
    ordering = ("-proposed_on", "-pk")


class LoanInline(RegisterInline):
    duties = (Duty.PLACES,)
    read_only = True
    model = Loan
    fields = ("name", "lent_on", "due_on", "returned_on", "condition")


@admin.register(SharedThing)
class SharedThingAdmin(RegisterAdmin):
    """To look up; a thing is lent at the desk."""

    duties = (Duty.PLACES,)
    read_only = True
    icon = "handyman"
    position = 70
    inlines = (LoanInline,)
    list_display = ("number", "name", "place", "days", "community")
    list_select_related = ("community",)
    search_fields = ("name__contains",)
    ordering = ("name", "pk")


@admin.register(DesignatedPlatform)
class DesignatedPlatformAdmin(RegisterAdmin):
    """The law's list as it was shipped; whoever keeps the platform follows the ministry's."""

    duties = (Duty.PLATFORM,)
    icon = "link"
    position = 90
    scope_field = ""
    list_display = ("name", "address", "batch", "ended_on")
    list_filter = ("batch",)
    search_fields = ("name",)
    ordering = ("position", "pk")


class FundMemberInline(RegisterInline):
    duties = (Duty.PLACES,)
    read_only = True
    model = FundMember
    fields = ("seat", "side", "name", "since", "left_on")


class FundEndingInline(RegisterInline):
    duties = (Duty.PLACES,)
    read_only = True
    model = FundEnding
    fields = ("status", "held_on", "in_favour", "why", "rest", "goes", "goes_to", "paper")


@admin.register(CommunityFund)
class CommunityFundAdmin(RegisterAdmin):
    """The province's rule of how many sit is set here; all else happens at the desk."""

    duties = (Duty.PLACES,)
    may_add = False
    icon = "account_balance"
    position = 71
    inlines = (FundMemberInline, FundEndingInline)
    readonly_fields = ("community", "host", "name", "founded_on", "ended_on")
    fields = (
        *readonly_fields, "committee_least", "committee_is_odd", "supervisors_least",
        "report_within_days",
    )  # fmt: skip
    list_display = ("name", "host", "founded_on", "committee_least", "supervisors_least")
    list_select_related = ("host",)
    search_fields = ("name__contains",)
    ordering = ("name", "pk")


@admin.register(OperatingProject)
class OperatingProjectAdmin(RegisterAdmin):
    """To look up; what it earns is written at the desk."""

    duties = (Duty.PLACES,)
    read_only = True
    icon = "storefront"
    position = 72
    list_display = ("name", "partner", "agreement_number", "starts_on", "ends_on", "community")
    list_select_related = ("community",)
    search_fields = ("name__contains", "partner__contains", "agreement_number")
    ordering = ("-ends_on", "pk")


@admin.register(YearlyAccount)
class YearlyAccountAdmin(RegisterAdmin):
    duties = (Duty.PLACES,)
    read_only = True
    icon = "fact_check"
    position = 73
    list_display = ("year", "community", "income", "signed", "at")
    list_select_related = ("community",)
    list_filter = ("year",)
    search_fields = ("year",)
    ordering = ("-year", "pk")


@admin.register(EligibleGroup)
class EligibleGroupAdmin(RegisterAdmin):
    """For whom programmes may be: by age, or by a paper somebody looks at."""

    duties = (Duty.PLATFORM,)
    icon = "diversity_1"
    position = 91
    scope_field = ""
    list_display = ("name", "least_age", "most_age", "on_paper", "is_active")
    list_filter = ("on_paper", "is_active")
    search_fields = ("name",)
    ordering = ("position", "pk")


class HandInline(RegisterInline):
    duties = (Duty.PLACES,)
    read_only = True
    model = ProgrammeHand
    fields = ("user", "part", "since", "until")


class PlotInline(RegisterInline):
    duties = (Duty.PLACES,)
    read_only = True
    model = Plot
    fields = ("name", "size", "closed_on")


class MealDayInline(RegisterInline):
    duties = (Duty.PLACES,)
    read_only = True
    model = MealDay
    fields = ("day", "dishes", "places", "cut_off", "called_off")


class PriceInline(RegisterInline):
    duties = (Duty.PLACES,)
    read_only = True
    model = ProgrammePrice
    fields = ("fee", "status", "asked_by", "asked_on", "decided_by", "decided_on", "why")


class BudgetInline(RegisterInline):
    duties = (Duty.PLACES,)
    read_only = True
    model = ProgrammeBudget
    fields = ("month", "meals", "cost", "from_fee", "from_earned", "from_subsidy", "resolution")


class MonthInline(RegisterInline):
    duties = (Duty.PLACES,)
    read_only = True
    model = ProgrammeMonth
    fields = ("month", "meals", "cost", "from_fee", "from_earned", "paid_to", "voucher", "void")


@admin.register(Programme)
class ProgrammeAdmin(RegisterAdmin):
    """To look up; it is run at the desk."""

    duties = (Duty.PLACES,)
    read_only = True
    icon = "restaurant"
    position = 74
    inlines = (HandInline, PriceInline, BudgetInline, MonthInline, MealDayInline, PlotInline)
    list_display = ("name", "kind", "operator", "price", "fee", "place", "ended_on", "community")
    list_select_related = ("operator", "community")
    list_filter = ("kind", "price")
    search_fields = ("name__contains", "place__contains")
    ordering = ("name", "pk")
