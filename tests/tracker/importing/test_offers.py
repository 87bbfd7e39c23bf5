"""What of a file is new to a résumé."""

from dataclasses import replace
from datetime import date

from tracker.importing.found import Found
from tracker.importing.offers import Standing, chosen_contacts, offers_of, with_chosen
from tracker.present.document import Link, ResumeDocument, Section, Skill
from tracker.resume_content.content import (
    MAX_POSITIONS,
    Part,
    Position,
    ResumeContent,
    SkillChoice,
    TypedLink,
)

DOCUMENT = ResumeDocument(
    title="Ada: résumé",
    name="Ada",
    made_on=date(2026, 1, 1),
    links=(Link("", "https://github.com/ada"),),
    sections=(Section(Part.SKILLS, skills=(Skill("Python"),)),),
)
POST = Position(what="Engineer", where="Nimbus", started="2021-03")
FOUND = Found(
    source="JSON Resume",
    name="Ada Lindqvist",
    headline="Engineer",
    experience=(POST,),
    education=(Position(what="MSc", where="Lund"),),
    skills=("python", "Go"),
    links=(TypedLink("http://www.github.com/ada/"), TypedLink("https://ada.example")),
)


def all_of(content: ResumeContent, found: Found = FOUND) -> ResumeContent:
    offers = offers_of(found, content, DOCUMENT)
    return with_chosen(content, offers, {offer.key for offer in offers.new})


def test_what_the_resume_shows_already_is_not_offered() -> None:
    offers = offers_of(FOUND, ResumeContent(), DOCUMENT)

    assert [offer.standing for offer in offers.links] == [Standing.THERE, Standing.NEW]
    assert [offer.standing for offer in offers.skills] == [Standing.THERE, Standing.NEW]


def test_words_that_would_replace_others_are_offered_and_not_advised() -> None:
    name, headline = offers_of(FOUND, ResumeContent(), DOCUMENT).words

    assert (name.replaces, name.is_new, name.is_advised) == ("Ada", True, False)
    assert (headline.replaces, headline.is_advised) == ("", True)


def test_contacts_that_the_profile_lacks_are_advised_and_others_only_offered() -> None:
    found = Found("", contact_email="ada@new.example", contact_phone="+32 9 123 45 67")
    held = (Link("ada@old.example", "mailto:ada@old.example"),)

    offers = offers_of(found, ResumeContent(), replace(DOCUMENT, links=held))

    mail, phone = offers.contacts
    assert (mail.replaces, mail.is_new, mail.is_advised) == ("ada@old.example", True, False)
    assert (phone.replaces, phone.is_advised) == ("", True)
    chosen = chosen_contacts(offers, {"contact_phone"})
    assert chosen == {"contact_phone": "+32 9 123 45 67"}


def test_contacts_that_the_profile_has_are_not_offered() -> None:
    found = Found("", contact_email="Ada@example.org", contact_phone="+32 9 123 45 67")
    held = (
        Link("ada@example.org", "mailto:ada@example.org"),
        Link("+32 9 123 45 67", "tel:+3291234567"),
    )

    offers = offers_of(found, ResumeContent(), replace(DOCUMENT, links=held))

    assert {offer.standing for offer in offers.contacts} == {Standing.THERE}
    assert offers.new == ()


def test_only_what_was_chosen_is_taken() -> None:
    offers = offers_of(FOUND, ResumeContent(), DOCUMENT)

    taken = with_chosen(ResumeContent(), offers, {"experience-0", "links-0", "unknown"})

    assert taken == ResumeContent(experience=(POST,))


def test_the_skills_that_the_work_shows_stay_beside_those_taken() -> None:
    assert all_of(ResumeContent()).skills == (SkillChoice("Python"), SkillChoice("Go"))


def test_the_same_file_twice_adds_nothing() -> None:
    once = all_of(ResumeContent())

    assert offers_of(FOUND, once, DOCUMENT).new == ()
    assert all_of(once) == once


def test_what_stands_twice_in_the_file_is_taken_once() -> None:
    again = Position(what=" engineer", where="NIMBUS", started="2021-03-01")

    assert all_of(ResumeContent(), Found("x", experience=(POST, again))).experience == (POST,)


def test_a_full_list_takes_no_more_and_keeps_its_own() -> None:
    held = tuple(Position(what=f"Post {number}") for number in range(MAX_POSITIONS - 1))
    found = Found("x", experience=(POST, Position(what="Another")))

    offers = offers_of(found, ResumeContent(experience=held), DOCUMENT)

    assert [offer.standing for offer in offers.experience] == [Standing.NEW, Standing.FULL]
    assert all_of(ResumeContent(experience=held), found).experience == (POST, *held)


def posts(*dates: tuple[str, str]) -> tuple[Position, ...]:
    return tuple(
        Position(str(number), "Nimbus", "", "", *each) for number, each in enumerate(dates)
    )


def test_posts_take_their_place_by_date() -> None:
    held = posts(("2022-01", ""), ("2018", "2019-06"))
    found = posts(("", ""), ("2020", "2021-12"), ("2024-05", ""), ("2010", "2011"))

    taken = all_of(ResumeContent(experience=held), Found("LinkedIn", experience=found))

    starts = [post.started for post in taken.experience]
    assert starts == ["2024-05", "2022-01", "2020", "2018", "2010", ""]


def test_an_order_of_its_owners_own_stays() -> None:
    held = posts(("2018", "2019-06"), ("2022-01", ""))
    found = posts(("2024-05", ""))

    taken = all_of(ResumeContent(education=held), Found("LinkedIn", education=found))

    assert taken.education == held + found


def test_a_date_is_told_as_the_document_tells_it() -> None:
    found = Found("LinkedIn", experience=posts(("2021-03", ""), ("2019", "2020-11"), ("", "2018")))

    offers = offers_of(found, ResumeContent(), DOCUMENT).experience

    assert [offer.period for offer in offers] == [
        "Mar 2021 \N{EN DASH} Present",
        "2019 \N{EN DASH} Nov 2020",
        "2018",
    ]
