"""Taking everything with you, and leaving."""

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from accounts.deletion import delete_account
from accounts.forms import DeleteAccountForm
from accounts.http import SignedInRequest, post_only


@login_required
@require_GET
def show(request: SignedInRequest) -> HttpResponse:
    """The download and the way out."""
    return render(request, "accounts/data.html", {"form": DeleteAccountForm(request.user)})


@login_required
@post_only(form_on="accounts:data")
def delete(request: SignedInRequest) -> HttpResponse:
    """Delete the account once its handle was typed; 422 until then."""
    form = DeleteAccountForm(request.user, request.POST)
    if not form.is_valid():
        return render(request, "accounts/data.html", {"form": form}, status=422)
    delete_account(request.user)
    logout(request)
    return redirect("accounts:farewell")


@require_GET
def farewell(request: HttpRequest) -> HttpResponse:
    """What was done, for someone whom we no longer know."""
    return render(request, "accounts/farewell.html")
