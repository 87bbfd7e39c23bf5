"""Why something typed was not stored, said so that its field is found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms


@dataclass(frozen=True, slots=True)
class Refusal:
    """A sentence; where it is about a field, the id of its element and what that is `called`."""

    sentence: str
    field: str = ""
    called: str = ""


def refusals_of(form: forms.Form, row: str = "") -> Iterator[Refusal]:
    """One for each field of `form` that is not valid; `row` says which of several forms it is."""
    for name, errors in form.errors.items():
        sentence = " ".join(map(str, errors))
        if name not in form.fields:
            yield Refusal(sentence)
            continue
        field = form[name]
        called = ": ".join(filter(None, (row, str(field.label))))
        yield Refusal(sentence, field.id_for_label, called)
