"""Everything, to take away."""

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.http import SignedInRequest
from tracker.present.export import log_document
from tracker.views.access import signed_in


@signed_in
@require_GET
def download(request: SignedInRequest) -> StreamingHttpResponse:
    """The person's whole log as a file, in the form that `manage.py export` gives."""
    now = timezone.now()
    pieces = (piece.encode() for piece in log_document(request.user, now))
    file = f"contriblog-{request.user.handle}-{now:%Y-%m-%d}.json"
    return StreamingHttpResponse(
        pieces,
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{file}"'},
    )
