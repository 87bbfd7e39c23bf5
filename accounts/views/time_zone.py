"""The time zone of a person's browser."""

import zoneinfo

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBadRequest
from django.views.decorators.http import require_POST

from accounts.http import SignedInRequest


@login_required
@require_POST
def adopt(request: SignedInRequest) -> HttpResponse:
    """Take over the zone that the first visit brings; later ones leave it alone. Always empty.

    Takes `time_zone`, a name of the tz database such as Europe/Lisbon; 400 for anything else.
    """
    name = request.POST.get("time_zone", "")
    if name not in zoneinfo.available_timezones():
        return HttpResponseBadRequest()
    if not request.user.time_zone_is_chosen:
        request.user.time_zone, request.user.time_zone_is_chosen = name, True
        request.user.save(update_fields=["time_zone", "time_zone_is_chosen"])
    return HttpResponse(status=204)
