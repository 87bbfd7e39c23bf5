"""The page behind the short link of a line of a résumé."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracker.present.proofs import proof_behind
from tracker.present.resume import document_for
from tracker.present.verification import Verification, verification_of
from tracker.render.clean import clean
from tracker.views.unlisted import unlisted


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponseBase:
    """One line of a résumé beside its evidence, for whoever has its code.

    It is found while the line is printed there, verify links are switched on, and a stranger may
    see the entry; all that is not is not found, whatever the reason.
    """

    def page(found: Verification) -> HttpResponseBase:
        with timezone.override(found.zone):
            return render(request, "tracker/verify.html", {"it": found})

    return unlisted(request, lambda: _found(code), page)


def _found(code: str) -> Verification | None:
    proof = proof_behind(code)
    if proof is None:
        return None
    return verification_of(proof, clean(document_for(proof.resume, public=True)))
