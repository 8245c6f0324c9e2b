"""What is shown of people: the directory, a person, invitations. Pure: views in, screens out."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from bot.callback_data import OpenDay
from bot.cycles.callback_data import OpenPairing
from bot.handovers.callback_data import BeginLeaving, HandOver, OpenOwnerless
from bot.handovers.wording import kind_line
from bot.org.callback_data import (
    AskForName,
    AskToDeactivate,
    ChooseLanguage,
    Deactivate,
    Invite,
    NewAbsence,
    OpenBranch,
    OpenPerson,
    OpenPlace,
    OpenUninvited,
    TurnPeopleFound,
)
from bot.pages import page_buttons
from bot.screens import Button, Screen
from bot.texts import Markup, Texts
from domain.cycles.pairs import SELLERS
from domain.handovers.model import Preview
from domain.language import Language
from domain.org.model import Role
from domain.org.placing import PLACERS
from domain.org.views import BranchListing, Invited, PersonLine, PersonView
from domain.pages import Page

LANGUAGE_NAMES = {Language.RUSSIAN: "Русский", Language.ENGLISH: "English"}


def role_name(role: Role, texts: Texts) -> str:
    return texts.plain(f"role-{role}")


def branch_screen(listing: BranchListing, texts: Texts, *, ownerless: int | None = None) -> Screen:
    """Branches first, then people, a button each; for heads the clients in nobody's hands."""
    branch = listing.branch
    title = texts("people-title", name=branch.name) if branch else texts("people-title-top")
    is_empty = not listing.branches and not listing.people
    here = branch.id if branch else 0
    rows: list[tuple[Button, ...]] = [
        (
            Button(
                texts.plain("people-branch-button", name=below.name, count=below.people),
                OpenBranch(branch_id=below.id),
            ),
        )
        for below in listing.branches
    ]
    rows += [(_person_button(person, texts, with_branch=False),) for person in listing.people]
    rows += page_buttons(listing.page, texts, lambda page: OpenBranch(branch_id=here, page=page))
    if ownerless:
        free = texts.plain("people-ownerless-button", count=ownerless)
        rows.append((Button(free, OpenOwnerless()),))
    last = [Button(texts.plain("people-search-button"), AskForName())]
    if branch is not None and branch.parent_id is not None:
        last.append(Button(texts.plain("people-up-button"), OpenBranch(branch_id=branch.parent_id)))
    return Screen(
        texts.lines([title, texts("people-nobody" if is_empty else "people-hint")]),
        (*rows, tuple(last), _to_day(texts)),
    )


def _to_day(texts: Texts) -> tuple[Button, ...]:
    return (Button(texts.plain("day-button"), OpenDay()),)


def found_screen(people: Sequence[PersonLine], page: Page, wanted: str, texts: Texts) -> Screen:
    """Colleagues whose names hold ``wanted``."""
    text = (
        texts("people-found", wanted=wanted, count=page.total)
        if people
        else texts("people-not-found", wanted=wanted)
    )
    rows: list[tuple[Button, ...]] = [
        (_person_button(person, texts, with_branch=True),) for person in people
    ]
    rows += page_buttons(page, texts, lambda number: TurnPeopleFound(page=number))
    again = Button(texts.plain("people-search-button"), AskForName())
    everybody = Button(texts.plain("people-all-button"), OpenBranch())
    return Screen(text, (*rows, (again, everybody), _to_day(texts)))


def _person_button(person: PersonLine, texts: Texts, *, with_branch: bool) -> Button:
    about = person.branch_name if with_branch else role_name(person.role, texts)
    key = "people-away-button" if person.away_until else "people-person-button"
    return Button(texts.plain(key, name=person.name, about=about), OpenPerson(person_id=person.id))


def person_screen(
    person: PersonView, texts: Texts, *, is_self: bool, is_head: bool, by: Role, today: date
) -> Screen:
    """Who somebody is; below, what ``by`` may do about them."""
    absence = person.absence
    away: Markup | None = None
    if absence is not None:
        away = texts(
            "person-away" if person.is_away else "person-will-be-away",
            first=texts.day(absence.starts_on, today=today),
            last=texts.day(absence.ends_on, today=today),
            deputy=absence.deputy_name,
        )
    text = texts.lines(
        [
            texts("person-title", name=person.name),
            texts("person-role", role=role_name(person.role, texts)),
            texts("person-branch", branch=person.branch_name),
            person.department_name and texts("person-department", name=person.department_name),
            person.boss_name and texts("person-boss", name=person.boss_name),
            person.pair_name and texts("person-pair", name=person.pair_name),
            person.phone and texts("person-phone", phone=person.phone),
            away,
            None if person.has_joined else texts("person-not-joined"),
        ]
    )
    acts = []
    if is_self or is_head:
        acts.append(Button(texts.plain("absence-new-button"), NewAbsence(person_id=person.id)))
    if is_head and (not person.has_joined or by is Role.ADMINISTRATOR):
        key = "person-reinvite-button" if person.has_joined else "person-invite-button"
        acts.append(Button(texts.plain(key), Invite(person_id=person.id)))
    rows: list[tuple[Button, ...]] = [tuple(acts)]
    if is_head:
        place = [Button(texts.plain("place-button"), OpenPlace(person_id=person.id))]
        hand_over = HandOver(what="clients", record_id=person.id)
        give = Button(texts.plain("person-clients-button"), hand_over)
        rows.append((*(place if by in PLACERS else ()), give))
    if is_head and person.role in SELLERS:
        pairing = OpenPairing(person_id=person.id)
        rows.append((Button(texts.plain("pairing-button"), pairing),))
    if by is Role.ADMINISTRATOR and not is_self:
        rows.append(
            (Button(texts.plain("person-deactivate-button"), AskToDeactivate(person_id=person.id)),)
        )
    rows.append((Button(texts.plain("back-button"), OpenBranch(branch_id=person.branch_id)),))
    return Screen(text, tuple(rows))


def deactivation_question(preview: Preview, texts: Texts) -> Screen:
    """Who holds something hands it over first."""
    person_id = preview.person_id
    cancel = Button(texts.plain("cancel-button"), OpenPerson(person_id=person_id))
    if preview.wanted:
        lines = [kind_line(kind, preview.counts[kind], texts) for kind in preview.wanted]
        if preview.offers:
            lines.append(texts("handover-offers-line", count=preview.offers))
        text = texts.paragraphs(
            [
                texts("leaving-title", name=preview.name),
                texts.lines(lines),
                texts("leaving-hint"),
            ]
        )
        begin = Button(texts.plain("leaving-begin-button"), BeginLeaving(person_id=person_id))
        return Screen(text, ((begin,), (cancel,)))
    yes = Button(texts.plain("person-deactivate-yes-button"), Deactivate(person_id=person_id))
    return Screen(texts("person-deactivate-question", name=preview.name), ((yes, cancel),))


def uninvited_screen(
    people: Sequence[PersonLine], page: Page, texts: Texts, *, role: Role
) -> Screen:
    """Whom the actor may still invite, a button each."""
    newcomers = texts("invite-newcomers") if role is Role.ADMINISTRATOR else None
    if not people:
        text = texts("invite-only-heads" if role is Role.REP else "invite-nobody")
        text = texts.paragraphs([text, newcomers])
        return Screen(text, ((Button(texts.plain("people-all-button"), OpenBranch()),),))
    rows: list[tuple[Button, ...]] = [
        (
            Button(
                texts.plain("people-person-button", name=person.name, about=person.branch_name),
                Invite(person_id=person.id),
            ),
        )
        for person in people
    ]
    rows += page_buttons(page, texts, lambda number: OpenUninvited(page=number))
    return Screen(
        texts.paragraphs([texts("invite-list", count=page.total), newcomers]),
        (*rows, _to_day(texts)),
    )


def invitation_screen(invited: Invited, link: str, texts: Texts, *, zone: ZoneInfo) -> Screen:
    """A message to forward as it is: it says all that the invited person must know."""
    until = f"{invited.expires_at.astimezone(zone):%d.%m.%Y %H:%M}"
    return Screen(texts("invite-link", name=invited.person.name, link=link, until=until))


def language_screen(current: Language, texts: Texts) -> Screen:
    """Two buttons; the one in use is ticked."""
    row = tuple(
        Button(f"✅ {name}" if language is current else name, ChooseLanguage(language=language))
        for language, name in LANGUAGE_NAMES.items()
    )
    return Screen(texts("language-question"), (row,))
