"""Every way by which a résumé leaves the house, and what a reader has of it."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

from django.test import Client
from django.urls import get_resolver
from pypdf import PdfReader

from accounts.models import User
from tracker.models import Proof, Resume
from tracker.render.formats import ALL
from tracker.sharing import new_lens

PUBLIC = {"landing", "robots", "profile", "profile_pdf", "lens", "lens_pdf", "verify"}


def answer(client: Client, path: str, **headers: str) -> str:
    """All the words of an answer: its headers, and its body as a reader has it."""
    return words_of(client.get(path, headers=headers))


def words_of(response: Any) -> str:
    body: bytes = response.content
    kind = response.headers.get("Content-Type", "")
    if kind == "application/pdf":
        return f"{response.headers}{_words_of_pdf(body)}"
    if kind.endswith("wordprocessingml.document"):
        return f"{response.headers}{_words_of_archive(body)}"
    return f"{response.headers}{body.decode()}"


def _words_of_pdf(body: bytes) -> str:
    reader = PdfReader(BytesIO(body))
    links = [str(page.get("/Annots", "")) for page in reader.pages]
    attached = [repr(files) for files in reader.attachments.values()]
    text = "".join(page.extract_text() for page in reader.pages)
    return "".join([text, *links, *attached, str(reader.outline), str(reader.metadata), repr(body)])


def _words_of_archive(body: bytes) -> str:
    with zipfile.ZipFile(BytesIO(body)) as archive:
        return "".join(archive.read(name).decode(errors="replace") for name in archive.namelist())


def opened_to_strangers(owner: User, resume: Resume) -> list[str]:
    """The addresses at which strangers meet what is on this résumé of a public profile."""
    token, handle = new_lens(owner, resume=resume).token, owner.handle
    codes = Proof.objects.filter(resume=resume).values_list("code", flat=True)
    places = (f"/@{handle}/", f"/s/{token}/")
    return [
        *places,
        *(f"{place}resume.pdf" for place in places),
        *(f"/v/{code}/" for code in codes),
    ]


def files_of(resume: Resume) -> list[str]:
    """The addresses of its files, for its owner."""
    extensions = ["pdf", *(each.extension for each in ALL)]
    return [f"/resumes/{resume.pk}/export.{extension}" for extension in extensions]


def private_paths(arguments: dict[str, int | str], *, needing: str = "") -> dict[str, str]:
    """The path of each named address of the tracker that is not for strangers.

    With `needing`, only those that name such a thing.
    """
    routes = get_resolver().namespace_dict["tracker"][1].reverse_dict
    names = {name for name in routes if isinstance(name, str)} - PUBLIC
    paths = {}
    for name in names:
        pattern, parameters = routes.getlist(name)[0][0][0]
        if not needing or needing in parameters:
            paths[name] = "/" + pattern % {each: arguments[each] for each in parameters}
    return paths
