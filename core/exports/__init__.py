"""Tables people take home: written in the background, with progress, and safe to open.

    @exporter("communities.residents", title=_("居民名册"), columns=[_("姓名"), _("电话")],
              allowed=lambda viewer: viewer.role.exports, params=("grid",))
    def residents(job: ExportJob) -> Rows:
        viewer = viewer_of(job)                       # enters the owner's scope, as it is *now*
        rows = queries.residents(viewer, grid=job.params.get("grid"))
        return Rows(rows.count(), ([r.name, r.phone] for r in rows.iterator(chunk_size=2000)))

A form posts `kind`, `format` and the named params to `exports:start`. The values arrive as the
queries deliver them: masked for this viewer.
"""

from core.exports.actions import request_export
from core.exports.registry import Exporter, Rows, exporter

__all__ = ["Exporter", "Rows", "exporter", "request_export"]
