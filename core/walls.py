"""Walls around tables of libraries, and the reason of every table that has none.

A model of ours declares `row_scope` itself. A library's model cannot, so its wall stands here.
A test fails for a table that is neither walled nor explained.
"""

from core.models.base import RowScope

THEIRS = {
    # An e-mail address, the seed of an authenticator, the address and browser of a session: sign-in
    # and the sessions page need them before and beyond one community, a bare connection never.
    "account.EmailAddress": RowScope(declared=True),
    "account.EmailConfirmation": RowScope(declared=True),
    "mfa.Authenticator": RowScope(declared=True),
    "usersessions.UserSession": RowScope(declared=True),
}

NO_PERSON = "no person stands in it"
PUBLIC = "published, or for every member of staff; names no resident"
OFFICE = "who holds which office; the account's name and number stand behind the account's own wall"
IDS = "numbers and digests only; what they point at is walled"
SEALED = "its content is encrypted, and it is read before anybody is known"

WITHOUT = {
    "accounts.EnrolmentCode": IDS,
    "accounts.ErasureProof": "counts and a random id: proof that somebody is gone, not who it was",
    "accounts.ImpactAssessment": NO_PERSON,
    "accounts.Incident": NO_PERSON,
    "accounts.PrivacyNotice": PUBLIC,
    "accounts.RoleGrant": OFFICE,
    "accounts.SecondFactorReset": OFFICE,
    "accounts.SharingRecord": NO_PERSON,
    "accounts.SignInFailure": IDS,
    "admin.LogEntry": "never written: the audit is the only history",
    "auth.Group": NO_PERSON,
    "auth.Group_permissions": NO_PERSON,
    "auth.Permission": NO_PERSON,
    "charity.Recipient": PUBLIC,
    "communities.Area": PUBLIC,
    "communities.AreaName": PUBLIC,
    "communities.AreaScope": OFFICE,
    "communities.Building": PUBLIC,
    "communities.CommunityProfile": PUBLIC,
    "communities.Department": PUBLIC,
    "communities.DepartmentScope": OFFICE,
    "communities.DutyHours": PUBLIC,
    "communities.DutyPlan": NO_PERSON,
    "communities.DutyPost": PUBLIC,
    "communities.Dwelling": "doors without people; who lives behind one is the household's wall",
    "communities.Estate": PUBLIC,
    "communities.LocalWording": PUBLIC,
    "communities.NoticeAttachment": IDS,
    "communities.NoticeCategory": PUBLIC,
    "communities.NoticeTarget": IDS,
    "communities.Room": PUBLIC,
    "communities.RoomKind": PUBLIC,
    "contenttypes.ContentType": NO_PERSON,
    "core.AuditCheckpoint": IDS,
    "core.AuditFloor": IDS,
    "core.AuditSeal": IDS,
    "core.CalendarDay": NO_PERSON,
    "core.GatewayReceipt": IDS,
    "core.GatewayState": NO_PERSON,
    "core.Heartbeat": NO_PERSON,
    "core.MessageTemplate": "wordings with places to fill in",
    "core.OutboxMessage": IDS,
    "core.ReferenceMark": NO_PERSON,
    "core.TallyDelta": IDS,
    "doors.Chapter": NO_PERSON,
    "doors.DemoPerson": "invented people; empty on a real server",
    "grids.GridBoundary": PUBLIC,
    "grids.GridDuty": PUBLIC,
    "grids.GridMatter": PUBLIC,
    "organizations.MemberCheckin_posts": IDS,
    "organizations.OfferedService": PUBLIC,
    "organizations.OrganizationReview": PUBLIC,
    "organizations.OrganizationScope": OFFICE,
    "organizations.PostClass": PUBLIC,
    "organizations.ServiceArea": PUBLIC,
    "organizations.ServiceDomain": PUBLIC,
    "organizations.UnitCheckin_posts": IDS,
    "requests.ApiUse": IDS,
    "requests.Breach": IDS,
    "requests.Calling": IDS,
    "requests.ClockEvent": IDS,
    "requests.Guide": PUBLIC,
    "requests.DispatchAlert": NO_PERSON,
    "requests.DispatchCatalogue": OFFICE,
    "requests.DispatchRule": NO_PERSON,
    "requests.DispatchRun": OFFICE,
    "requests.LadderRung": NO_PERSON,
    "requests.ProtectiveOfficer": OFFICE,
    "requests.MenuCategory": PUBLIC,
    "requests.MenuItem": PUBLIC,
    "requests.MenuQuestion": PUBLIC,
    "requests.SavedReply": NO_PERSON,
    "requests.SecondCallDraw": OFFICE,
    "requests.SlaPolicy": PUBLIC,
    "requests.SlaRule": PUBLIC,
    "requests.SuggestionRule": NO_PERSON,
    "requests.Timer": IDS,
    "sessions.Session": SEALED,
    "volunteers.Skill": PUBLIC,
    "volunteers.VolunteerTeam": PUBLIC,
    "volunteers.VolunteerTeam_domains": NO_PERSON,
    "volunteers.VolunteerTeam_grids": NO_PERSON,
    "volunteers.Volunteer_domains": IDS,
}
