"""What strangers may see."""

from collections.abc import Mapping

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest, post_only
from accounts.models import User
from tracker.forms.sharing import LensForm, LensResumeForm, SharingForm, lens_resume_form
from tracker.models import Lens, Resume
from tracker.present.disclosure import disclosure_of
from tracker.present.proofs import resumes_with_proofs
from tracker.sharing import (
    MAX_LENSES,
    Audience,
    NewLens,
    TooManyLensesError,
    audience_of,
    new_lens,
    offer_through,
    share_with,
)
from tracker.tasks import sync_after_opening
from tracker.views.access import signed_in
from tracker.views.profile import profile_page

_JUST_MADE = "new-share-link"  # in the session, from the making to the showing

SAVED = {
    Audience.PRIVATE: "Saved. Only you can see your log.",
    Audience.LINK: "Saved. People who have one of your links can see your profile.",
    Audience.PUBLIC: "Saved. Your profile is public.",
}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: SignedInRequest) -> HttpResponse:
    """The page that says who may look; a POST decides."""
    if request.method != "POST":
        return _page(request, new_token=request.session.pop(_JUST_MADE, ""))
    form = SharingForm(request.POST)
    if not form.is_valid():
        return _page(request, form=form)
    made = _apply(request.user, form)
    messages.success(request, SAVED[audience_of(request.user)])
    return _shown_once(request, made)


@signed_in
@require_safe
def preview(request: SignedInRequest) -> HttpResponse:
    """The person's own profile as a stranger would see it, whether or not strangers may."""
    pdf_url = reverse("tracker:resumes")
    return profile_page(request, request.user, "tracker/profile_preview.html", pdf_url)


@signed_in
@post_only(form_on="tracker:share")
def new_link(request: SignedInRequest) -> HttpResponse:
    """Make a share link; the page that follows shows it, once."""
    form = LensForm(_resumes(request.user), request.POST)
    if not form.is_valid():
        return _page(request, lens_form=form)
    try:
        made = new_lens(request.user, **form.cleaned_data)
    except TooManyLensesError:
        form.add_error(None, f"You have {MAX_LENSES} links. Revoke one to make another.")
        return _page(request, lens_form=form)
    sync_after_opening(request.user)
    return _shown_once(request, made)


@signed_in
@post_only(form_on="tracker:share")
def offer_resume(request: SignedInRequest, lens_id: int) -> HttpResponse:
    """Change which résumé a share link offers, from this moment."""
    lens = get_object_or_404(Lens.objects.open(), pk=lens_id, user=request.user)
    form = lens_resume_form(lens, _resumes(request.user), request.POST)
    if not form.is_valid():
        return _page(request, refused={lens: form})
    offer_through(lens, form.cleaned_data["resume"])
    messages.success(request, "Saved. The link offers what you chose from now on.")
    return redirect("tracker:share")


@signed_in
@post_only(form_on="tracker:share")
def revoke_link(request: SignedInRequest, lens_id: int) -> HttpResponse:
    """Make a share link lead nowhere, from this moment."""
    get_object_or_404(Lens, pk=lens_id, user=request.user).delete()
    messages.success(request, "The link is revoked. It leads nowhere now.")
    return redirect("tracker:share")


def _apply(user: User, form: SharingForm) -> NewLens | None:
    user.profile_is_indexed = form.cleaned_data["profile_is_indexed"]
    user.resume_is_public = form.cleaned_data["resume_is_public"]
    user.save(update_fields=["profile_is_indexed", "resume_is_public"])
    audience = Audience(form.cleaned_data["audience"])
    if audience is not Audience.PRIVATE:
        sync_after_opening(user)
    return share_with(user, audience)


def _shown_once(request: SignedInRequest, made: NewLens | None) -> HttpResponse:
    """Go on to the page, which takes a new link's token out of the session as it shows it."""
    if made:
        request.session[_JUST_MADE] = made.token
    return redirect("tracker:share")


def _page(
    request: SignedInRequest,
    *,
    form: SharingForm | None = None,
    lens_form: LensForm | None = None,
    refused: Mapping[Lens, LensResumeForm] | None = None,
    new_token: str = "",
) -> HttpResponse:
    """The page as it stands, or (422) with the one form that was refused, of `refused` by link."""
    resumes = _resumes(request.user)
    context = {
        "form": form or _filled_form(request.user),
        "lens_form": lens_form or LensForm(resumes),
        "lenses": _listed(request.user, resumes, refused or {}),
        "new_url": _address_of(new_token) if new_token else "",
        "disclosure": disclosure_of(request.user),
        "with_proofs": resumes_with_proofs(request.user),
    }
    status = 422 if form or lens_form or refused else 200
    return render(request, "tracker/share.html", context, status=status)


def _resumes(user: User) -> QuerySet[Resume]:
    return Resume.objects.filter(user=user).only("title").order_by("pk")


def _listed(
    user: User, resumes: QuerySet[Resume], refused: Mapping[Lens, LensResumeForm]
) -> list[tuple[Lens, LensResumeForm]]:
    """The open links, each with the form that changes what it offers, or was `refused`."""
    lenses = Lens.objects.filter(user=user).open().select_related("resume")
    found = lenses.order_by("-created_at", "-pk")
    return [(each, refused.get(each) or lens_resume_form(each, resumes)) for each in found]


def _filled_form(user: User) -> SharingForm:
    return SharingForm(
        initial={
            "audience": audience_of(user),
            "profile_is_indexed": user.profile_is_indexed,
            "resume_is_public": user.resume_is_public,
        }
    )


def _address_of(token: str) -> str:
    return f"{settings.SITE_URL}{reverse('tracker:lens', args=[token])}"
