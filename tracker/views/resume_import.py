"""To take over what a file says into a résumé: first a preview, then what its owner chose."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest
from accounts.models import User
from tracker import studio
from tracker.forms.resume_import import ImportFileForm, TakeForm
from tracker.importing.found import Found
from tracker.importing.offers import chosen_contacts, offers_of, with_chosen
from tracker.models import Resume
from tracker.present.resume import document_for
from tracker.resume_content.content import ResumeContent
from tracker.studio import Conflict, StudioFullError
from tracker.views.access import own_resume, signed_in

CHANGED = "This résumé was changed elsewhere just now, so nothing was taken. Choose the file again."
NOTHING = "Nothing was chosen, so nothing was taken."


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: SignedInRequest, resume_id: int) -> HttpResponse:
    """The page to choose a file; a POST answers with the preview of it and stores nothing."""
    resume = own_resume(request.user, resume_id)
    if request.method != "POST":
        return _page(request, resume, ImportFileForm(label_suffix=""))
    form = ImportFileForm(request.POST, request.FILES, label_suffix="")
    if not form.is_valid():
        return _page(request, resume, form)
    found = form.cleaned_data["file"]
    offers = offers_of(found, resume.content, document_for(resume, public=False))
    context = {"resume": resume, "found": found, "offers": offers}
    form_to_take = TakeForm(resume, found=found)
    return render(request, "tracker/resume_import_preview.html", context | {"form": form_to_take})


@signed_in
@require_POST
def take(request: SignedInRequest, resume_id: int) -> HttpResponse:
    """Take what was chosen; how the résumé was before is kept as a version."""
    resume = own_resume(request.user, resume_id)
    form = TakeForm(resume, request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["preview"][0]))
        return redirect("tracker:resume_import", resume.pk)
    problem = _take(request, resume, form.cleaned_data["preview"])
    if problem:
        messages.error(request, problem)
        return redirect("tracker:resume_import", resume.pk)
    return redirect("tracker:resume", resume.pk)


def _page(request: SignedInRequest, resume: Resume, form: ImportFileForm) -> HttpResponse:
    context = {"resume": resume, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "tracker/resume_import.html", context, status=status)


def _take(request: SignedInRequest, resume: Resume, found: Found) -> str:
    """Save the résumé with what was chosen; return the sentence that says why not, or ""."""
    offers = offers_of(found, resume.content, document_for(resume, public=False))
    chosen = {offer.key for offer in offers.new} & {*request.POST.getlist("take")}
    if not chosen:
        return NOTHING
    told = f"{len(chosen)} of {len(offers.new)} new things were taken from {found.source}."
    contacts = chosen_contacts(offers, chosen)
    if chosen - contacts.keys():
        problem = _save(resume, with_chosen(resume.content, offers, chosen), found)
        if problem:
            return problem
        told += " How it was before is kept as a version."
    _keep_contacts(request.user, contacts)
    messages.success(request, capfirst(told))
    return ""


def _save(resume: Resume, content: ResumeContent, found: Found) -> str:
    """Save the résumé; return the sentence that says why not, or ""."""
    before = f"Before {found.source}"
    try:
        saved = studio.save(
            resume.user, resume.pk, content, revision=resume.revision, before=before
        )
    except StudioFullError as error:
        return str(error)
    return CHANGED if isinstance(saved, Conflict) else ""


def _keep_contacts(user: User, contacts: Mapping[str, str]) -> None:
    for name, value in contacts.items():
        setattr(user, name, value)
    user.save(update_fields=contacts)
