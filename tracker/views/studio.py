"""The résumé studio: one page on which a résumé is edited beside the pages that it makes."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.http import SignedInRequest
from tracker import studio
from tracker.forms.refusal import Refusal
from tracker.forms.resume_edits import Edited, Shown, edited
from tracker.forms.studio import StudioForm
from tracker.models import Resume
from tracker.present.resume import contents_of
from tracker.resume_content.content import ResumeContent
from tracker.resume_content.edits import EditError
from tracker.tasks import sync_after_opening
from tracker.views.access import own_resume, signed_in
from tracker.views.studio_page import (
    Context,
    Pictures,
    addable_context,
    advised,
    checked_context,
    parts_context,
    shown_of,
    studio_context,
)

CONFLICT = (
    "Not saved: this résumé was changed elsewhere since you opened it here. "
    "What you typed is still on this page."
)
_MAX_SEARCH = 200  # characters


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: SignedInRequest, resume_id: int) -> HttpResponse:
    """The page; a POST stores all that is typed into it, and does what its button asks for.

    The studio's script gets the parts of the page that changed, everybody else a redirect. What
    cannot be stored is named while all else is stored (422); where somebody saved in between,
    nothing is (409).
    """
    resume = own_resume(request.user, resume_id)
    if request.method == "POST":
        return _save(request, resume)
    return render(
        request, "tracker/resume.html", studio_context(resume, find=_searched(request.GET))
    )


@signed_in
@require_safe
def find(request: SignedInRequest, resume_id: int) -> HttpResponse:
    """The entries of the log that a search finds and that are not on the résumé."""
    resume = own_resume(request.user, resume_id)
    context = addable_context(resume, contents_of(resume), _searched(request.GET))
    return render(request, "tracker/studio/_found.html", context)


@signed_in
@require_safe
@vary_on_headers("HX-Request")
def check(request: SignedInRequest, resume_id: int) -> HttpResponse:
    """What was found when the finished file was read back; on the whole page without a script."""
    resume = own_resume(request.user, resume_id)
    if request.htmx:
        context = {"resume": resume} | checked_context(contents_of(resume))
        return render(request, "tracker/studio/_checked.html", context)
    return render(request, "tracker/resume.html", studio_context(resume, is_checked=True))


def _save(request: SignedInRequest, resume: Resume) -> HttpResponse:
    form, asked = StudioForm(resume, request.POST), _asked(request)
    try:
        made = _made(resume, form, asked)
    except EditError as error:
        return _refused(request, resume, form, {"refusals": [Refusal(str(error))]}, 422)
    outcome = studio.save(request.user, resume.pk, made.content, revision=form.revision)
    if isinstance(outcome, studio.Conflict) and (asked or outcome.stored != made.content):
        conflict = {"refusals": [Refusal(CONFLICT)], "conflict": outcome.revision}
        return _refused(request, resume, form, conflict, 409)
    return _stored(request, resume.content, form, made)


def _stored(
    request: SignedInRequest, before: ResumeContent, form: StudioForm, made: Edited
) -> HttpResponse:
    """The answer to a save that was made, perhaps not whole."""
    if made.content.has_proofs and not before.has_proofs:
        sync_after_opening(request.user)  # strangers may look at its lines from now on
    if form.title and form.title != form.resume.title:
        studio.rename(request.user, form.resume.pk, form.title)
    resume = own_resume(request.user, form.resume.pk)
    if form.problems():
        return _refused(request, resume, form, {"refusals": form.problems()}, 422)
    if request.htmx:
        return _changed(request, resume, before, made)
    messages.success(request, made.words or "Saved.")
    return redirect(request.path + _anchor(_asked(request)))


def _made(resume: Resume, form: StudioForm, asked: Mapping[str, str]) -> Edited:
    """The content with what was typed and after what was pressed; raises EditError.

    Where something typed cannot be stored the button waits, lest a row move away from its words.
    """

    def shown() -> Shown:
        return shown_of(contents_of(resume))

    content = form.applied_to(resume.content, shown)
    if not asked or form.problems():
        return Edited(content)
    return edited(content, asked, shown())


def _asked(request: SignedInRequest) -> dict[str, str]:
    """The edit that the pressed button asks for; a skill's name is typed beside its button."""
    asked: dict[str, str] = QueryDict(request.POST.get("edit", "")).dict()
    if asked.get("what") == "add-skill":
        asked["name"] = request.POST.get("new_skill", "").replace("\0", "")
    return asked


def _changed(
    request: SignedInRequest, resume: Resume, before: ResumeContent, made: Edited
) -> HttpResponse:
    """The parts of the page that depend on what was saved."""
    contents = contents_of(resume)
    pictures = Pictures(request.POST.get("known", ""), request.POST.get("wide", ""))
    context = parts_context(resume, contents, pictures)
    texts = {item.entry_id: item.text for item in before.items or ()}
    is_frozen = before.items is None and made.content.items is not None
    is_translated = before.language is not made.content.language  # so are the drafts
    is_rebuilt = is_frozen or is_translated or bool(request.POST.get("edit"))
    context |= {"is_rebuilt": is_rebuilt, "words": made.words, "form": StudioForm(resume)}
    if is_rebuilt:
        advised(contents.lines)
        context |= addable_context(resume, contents, _searched(request.POST))
    else:
        touched = (each for each in contents.lines if texts.get(each.entry.pk) != each.item.text)
        context |= {"touched": advised(touched)}
    return render(request, "tracker/studio/_answer.html", context)


def _refused(
    request: SignedInRequest, resume: Resume, form: StudioForm, why: Context, status: int
) -> HttpResponse:
    """Say why; with a script nothing else of the page is touched, so that no typing is lost."""
    if request.htmx:
        context = {"resume": resume} | why
        return render(request, "tracker/studio/_answer_refused.html", context, status=status)
    context = studio_context(resume, form) | why
    return render(request, "tracker/resume.html", context, status=status)


def _anchor(asked: Mapping[str, str]) -> str:
    for said, place in (("entry", "item"), ("part", "part")):
        if asked.get(said, "").isalnum():
            return f"#{place}-{asked[said]}"
    return ""


def _searched(said: QueryDict) -> str:
    return said.get("find", "").replace("\0", "")[:_MAX_SEARCH]
