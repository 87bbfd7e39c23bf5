"""Who you are, in your own words."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.forms import ProfileForm
from accounts.http import SignedInRequest


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest) -> HttpResponse:
    """The profile form; 422 with the errors in place when something is not right."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, "Your profile is saved.")
        return redirect("accounts:profile")
    status = 422 if form.is_bound else 200
    request.user.refresh_from_db()  # the page around the form shows what is stored
    return render(request, "accounts/profile.html", {"form": form}, status=status)
