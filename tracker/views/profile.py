"""The public profile and the unlisted share links."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_safe

from accounts.models import User
from tracker.models import Lens, Resume
from tracker.present.profile import profile_of
from tracker.present.resume import document_for, resume_of
from tracker.sharing import open_lens
from tracker.views.pdf import pdf_response
from tracker.views.unlisted import KEEP_NOWHERE, unlisted

# Any cache may keep the page and has to ask us before each use: what turns private is gone at once.
ASK_EACH_TIME = "no-cache"

SharedPage = Callable[[Lens], HttpResponseBase]


@require_safe
@conditional_page
def show(request: HttpRequest, handle: str) -> HttpResponseBase:
    """The profile of someone who switched it on; everyone else's is not found, whatever the reason.

    It says the same to every visitor, signed in or not, in the time zone of its owner.
    """
    user = _public_user(handle)
    pdf_url = reverse("tracker:profile_pdf", args=[user.handle])
    response = profile_page(request, user, "tracker/profile.html", pdf_url)
    response.headers["Cache-Control"] = ASK_EACH_TIME
    return _for_robots(response, user)


@require_safe
def pdf(request: HttpRequest, handle: str) -> HttpResponseBase:
    """The résumé of someone who switched on both their profile and this."""
    user = _public_user(handle)
    response = _pdf(request, _offered_by(user), cache_control=ASK_EACH_TIME)
    return _for_robots(response, user)


@require_safe
def show_lens(request: HttpRequest, token: str) -> HttpResponseBase:
    """The same profile through a share link, wherever the switches of the profile stand."""
    pdf_url = reverse("tracker:lens_pdf", args=[token])

    def page(lens: Lens) -> HttpResponse:
        template = "tracker/profile_lens.html"
        return profile_page(request, lens.user, template, pdf_url, named=lens.resume)

    return _through_lens(request, token, page)


@require_safe
def lens_pdf(request: HttpRequest, token: str) -> HttpResponseBase:
    """The résumé that a share link names; where it names none, the one that the profile offers."""

    def resume(lens: Lens) -> HttpResponseBase:
        offered = lens.resume or _offered_by(lens.user)
        return _pdf(request, offered, cache_control=KEEP_NOWHERE)

    return _through_lens(request, token, resume)


def profile_page(
    request: HttpRequest, user: User, template: str, pdf_url: str, *, named: Resume | None = None
) -> HttpResponse:
    """Set the profile of `user` in a template.

    It leads to the résumé at `pdf_url` where the profile offers one, or one was `named` for whoever
    reads this.
    """
    with timezone.override(user.zone):
        profile = profile_of(user)
        is_offered = named or (user.resume_is_public and profile.total)
        context = {"profile": profile, "pdf_url": pdf_url if is_offered else ""}
        return render(request, template, context)


def _public_user(handle: str) -> User:
    try:
        return User.objects.get(handle=handle.lower(), is_active=True, profile_is_public=True)
    except User.DoesNotExist:
        raise Http404 from None


def _offered_by(user: User) -> Resume:
    """The résumé on the profile of `user`; 404 where it offers none."""
    if not user.resume_is_public:
        raise Http404
    return resume_of(user)


def _pdf(request: HttpRequest, resume: Resume, *, cache_control: str) -> HttpResponseBase:
    document = document_for(resume, public=True)
    return pdf_response(request, document, owner=resume.user, cache_control=cache_control)


def _for_robots(response: HttpResponseBase, user: User) -> HttpResponseBase:
    if not user.profile_is_indexed:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _through_lens(request: HttpRequest, token: str, page: SharedPage) -> HttpResponseBase:
    """Answer with `page` of whose link it is, as `unlisted` does."""
    return unlisted(request, lambda: open_lens(token), page)
