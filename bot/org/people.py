"""Who is who, and who is invited."""

from aiogram import Bot, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message
from aiogram.utils.deep_linking import create_start_link
from aiogram_dialog import DialogManager

from bot.asked_in import answer, wanted_by, wanted_in
from bot.matters import ShowMatter
from bot.org import cards
from bot.org.callback_data import (
    AskForName,
    AskToDeactivate,
    Deactivate,
    Invite,
    OpenBranch,
    OpenPerson,
    OpenUninvited,
    TurnPeopleFound,
)
from bot.org.menus import HEADS
from bot.pages import PAGE_SIZE
from bot.questions import Asked, Question, ask
from bot.screens import send, show
from bot.texts import Texts
from domain.clock import Clock
from domain.delivery.model import Matter
from domain.handovers.leaving import LeavePerson, PreviewLeaving
from domain.handovers.queries import ListOwnerless
from domain.org.invitations import InvitePerson
from domain.org.model import Actor, BranchId, PersonId
from domain.org.queries import FindPeople, ListUninvited, ViewBranch, ViewPerson

PERSON_NAME = "person-name"


async def people_asked(
    message: Message,
    command: CommandObject,
    actor: Actor,
    texts: Texts,
    view_branch: ViewBranch,
    find_people: FindPeople,
    list_ownerless: ListOwnerless,
) -> None:
    """«/people» opens the company, «/people Анна» finds Anna."""
    if command.args:
        await _answer_found(message, actor, texts, find_people)
        return
    listing = await view_branch(actor, None, offset=0, size=PAGE_SIZE)
    ownerless = await _count_ownerless(actor, list_ownerless)
    await show(message, cards.branch_screen(listing, texts, ownerless=ownerless))


async def _count_ownerless(actor: Actor, list_ownerless: ListOwnerless) -> int | None:
    """For those alone who may give clients to somebody."""
    if actor.role not in HEADS:
        return None
    _, page = await list_ownerless(actor, offset=0, size=1)
    return page.total


async def branch_opened(
    query: CallbackQuery,
    callback_data: OpenBranch,
    actor: Actor,
    texts: Texts,
    view_branch: ViewBranch,
    list_ownerless: ListOwnerless,
) -> None:
    listing = await view_branch(
        actor,
        BranchId(callback_data.branch_id) if callback_data.branch_id else None,
        offset=callback_data.page * PAGE_SIZE,
        size=PAGE_SIZE,
    )
    ownerless = await _count_ownerless(actor, list_ownerless)
    await show(query, cards.branch_screen(listing, texts, ownerless=ownerless))


async def name_asked(_query: CallbackQuery, dialog_manager: DialogManager) -> None:
    await ask(dialog_manager, PERSON_NAME)


async def name_answered(asked: Asked, _wanted: str) -> None:
    if not isinstance(asked.target, Message):
        raise TypeError("a name has no ready answers")
    data = asked.data
    await _answer_found(asked.target, data["actor"], data["texts"], data["find_people"])
    await asked.close()


async def found_page_opened(
    query: CallbackQuery,
    callback_data: TurnPeopleFound,
    actor: Actor,
    texts: Texts,
    find_people: FindPeople,
) -> None:
    wanted, offset = wanted_by(query), callback_data.page * PAGE_SIZE
    people, page = await find_people(actor, wanted, offset=offset, size=PAGE_SIZE)
    await show(query, cards.found_screen(people, page, wanted, texts))


async def _answer_found(
    message: Message, actor: Actor, texts: Texts, find_people: FindPeople
) -> None:
    wanted = wanted_in(message)
    people, page = await find_people(actor, wanted, offset=0, size=PAGE_SIZE)
    await answer(message, cards.found_screen(people, page, wanted, texts))


async def person_opened(
    query: CallbackQuery,
    callback_data: OpenPerson,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    view_person: ViewPerson,
) -> None:
    view, is_head = await view_person(actor, PersonId(callback_data.person_id))
    screen = cards.person_screen(
        view,
        texts,
        is_self=view.id == actor.id,
        is_head=is_head,
        by=actor.role,
        today=clock().astimezone(actor.zone).date(),
    )
    await show(query, screen)


async def deactivation_asked(
    query: CallbackQuery,
    callback_data: AskToDeactivate,
    actor: Actor,
    texts: Texts,
    preview_leaving: PreviewLeaving,
) -> None:
    """Who holds something open hands it over first; who holds nothing is switched off at once."""
    preview = await preview_leaving(actor, PersonId(callback_data.person_id))
    await show(query, cards.deactivation_question(preview, texts))


async def deactivation_confirmed(
    query: CallbackQuery,
    callback_data: Deactivate,
    actor: Actor,
    leave_person: LeavePerson,
    show_matter: ShowMatter,
) -> None:
    handover = await leave_person(actor, PersonId(callback_data.person_id), {})
    await show_matter(query, actor, Matter.HANDOVER, handover.id)


async def uninvited_asked(
    message: Message, actor: Actor, texts: Texts, list_uninvited: ListUninvited
) -> None:
    people, page = await list_uninvited(actor, offset=0, size=PAGE_SIZE)
    await show(message, cards.uninvited_screen(people, page, texts, role=actor.role))


async def uninvited_opened(
    query: CallbackQuery,
    callback_data: OpenUninvited,
    actor: Actor,
    texts: Texts,
    list_uninvited: ListUninvited,
) -> None:
    people, page = await list_uninvited(
        actor, offset=callback_data.page * PAGE_SIZE, size=PAGE_SIZE
    )
    await show(query, cards.uninvited_screen(people, page, texts, role=actor.role))


async def invite_pressed(
    query: CallbackQuery,
    callback_data: Invite,
    bot: Bot,
    actor: Actor,
    texts: Texts,
    invite_person: InvitePerson,
) -> None:
    """The link goes to the inviter's own chat, as a message that can be forwarded as it is."""
    invited = await invite_person(actor, PersonId(callback_data.person_id))
    await query.answer(texts.plain("invite-made"))
    link = await create_start_link(bot, invited.token)
    screen = cards.invitation_screen(invited, link, texts, zone=actor.zone)
    await send(bot, query.from_user.id, screen)


QUESTIONS = (Question(PERSON_NAME, "people-name-question", name_answered),)


def router() -> Router:
    people = Router(name="people")
    people.message.register(people_asked, Command("people"))
    people.message.register(uninvited_asked, Command("invite"))
    taps = people.callback_query.register
    taps(branch_opened, OpenBranch.filter())
    taps(found_page_opened, TurnPeopleFound.filter())
    taps(person_opened, OpenPerson.filter())
    taps(deactivation_asked, AskToDeactivate.filter())
    taps(deactivation_confirmed, Deactivate.filter())
    taps(uninvited_opened, OpenUninvited.filter())
    taps(invite_pressed, Invite.filter())
    return people


def dialog_router() -> Router:
    form = Router(name="people-forms")
    form.callback_query.register(name_asked, AskForName.filter())
    return form
