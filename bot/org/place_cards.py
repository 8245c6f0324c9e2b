"""Somebody's place in the company as one message. Pure: views in, screens out."""

from bot.callback_data import OpenDay
from bot.org.callback_data import (
    ChooseBoss,
    ChooseBranch,
    ChooseDepartment,
    GiveBranch,
    GiveDepartment,
    GiveRole,
    OpenPerson,
    OpenPlace,
)
from bot.org.cards import role_name
from bot.pages import page_buttons
from bot.screens import Button, Row, Screen, paired
from bot.texts import Markup, Texts
from domain.org.placing import Place
from domain.org.views import PersonView
from domain.pages import Page


def _facts(person: PersonView, texts: Texts) -> Markup:
    return texts.lines(
        [
            texts("person-role", role=role_name(person.role, texts)),
            texts("person-branch", branch=person.branch_name),
            person.department_name and texts("person-department", name=person.department_name),
            person.boss_name and texts("person-boss", name=person.boss_name),
        ]
    )


def place_screen(place: Place, texts: Texts) -> Screen:
    """What is theirs; the roles to choose from, the one in use ticked."""
    person = place.person
    roles = [
        Button(
            texts.plain(
                "place-role-now-button" if role is person.role else "place-role-button",
                role=role_name(role, texts),
            ),
            GiveRole(person_id=person.id, role=role),
        )
        for role in place.roles
    ]
    further = [Button(texts.plain("place-boss-button"), ChooseBoss(person_id=person.id))]
    if place.departments:
        chooses = ChooseDepartment(person_id=person.id)
        further.append(Button(texts.plain("place-department-button"), chooses))
    if place.branches:
        further.append(
            Button(texts.plain("place-branch-button"), ChooseBranch(person_id=person.id))
        )
    back = Button(texts.plain("back-button"), OpenPerson(person_id=person.id))
    text = texts.paragraphs(
        [
            texts("person-title", name=person.name),
            _facts(person, texts),
            texts("place-hint"),
        ]
    )
    return Screen(text, (*paired(roles), tuple(further), (back,)))


def departments_screen(place: Place, page: Page, texts: Texts) -> Screen:
    person = place.person
    shown = place.departments[page.offset : page.offset + page.size]
    rows: list[Row] = [
        (
            Button(
                texts.plain("place-department-line", name=department.name),
                GiveDepartment(person_id=person.id, department_id=department.id),
            ),
        )
        for department in shown
    ]
    rows += page_buttons(
        page, texts, lambda number: ChooseDepartment(person_id=person.id, page=number)
    )
    nobody = GiveDepartment(person_id=person.id, department_id=0)
    rows.append((Button(texts.plain("place-no-department-button"), nobody),))
    rows.append((Button(texts.plain("back-button"), OpenPlace(person_id=person.id)),))
    return Screen(texts("place-department-question", name=person.name), tuple(rows))


def branches_screen(place: Place, page: Page, texts: Texts) -> Screen:
    person = place.person
    shown = place.branches[page.offset : page.offset + page.size]
    rows: list[Row] = [
        (
            Button(
                texts.plain(
                    "place-branch-now-line"
                    if branch.id == person.branch_id
                    else "place-branch-line",
                    name=branch.name,
                ),
                GiveBranch(person_id=person.id, branch_id=branch.id),
            ),
        )
        for branch in shown
    ]
    rows += page_buttons(page, texts, lambda number: ChooseBranch(person_id=person.id, page=number))
    rows.append((Button(texts.plain("back-button"), OpenPlace(person_id=person.id)),))
    return Screen(texts("place-branch-question", name=person.name), tuple(rows))


def place_notice(person: PersonView, texts: Texts) -> Screen:
    """What the person themself is told."""
    return Screen(
        texts.paragraphs([texts("place-changed"), _facts(person, texts)]),
        ((Button(texts.plain("day-button"), OpenDay()),),),
    )
