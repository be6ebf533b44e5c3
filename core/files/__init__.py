"""Photos and files: looked at before they are kept, handed out so that nothing runs.

stored = files.store(upload, purpose="patrols.photo", kinds=files.PHOTOS, scope=community_id,
                     owner=actor)
return files.file_response(get_object_or_404(visible_photos(viewer), …).file)
"""

from core.files.inspection import DOCUMENTS, PHOTOS, TABLES
from core.files.names import safe_name
from core.files.orphans import sweep_orphans
from core.files.storage import delete_expired, discard, keep, store
from core.files.views import file_response, made_response

__all__ = [
    "DOCUMENTS",
    "PHOTOS",
    "TABLES",
    "delete_expired",
    "discard",
    "file_response",
    "keep",
    "made_response",
    "safe_name",
    "store",
    "sweep_orphans",
]
