"""Everything that can be written, sent, shared or followed, by whoever has no business with it.

What names a record of others is answered as what names nothing; who writes finds their own alone.
"""

import re

from sqlalchemy import text

from bot.org.menus import COMMANDS
from domain.delivery.model import Matter
from tests.bot.matrix import FOLLOWED, REPLIED, played_in
from tests.bot.matrix_company import (
    FOREIGN_IDS,
    MARK,
    NOBODYS,
    OWN_IDS,
    PHONE,
    SUM,
    Ids,
    Matrix,
)
from tests.bot.matrix_play import Reaction, Stage, reactions_in, rests, says, secrets_in, told_in
from tests.bot.surface import buttons, entries, links
from tests.messages import Json
from tests.person import Person

NOBODYS_MARK = "Вест"
NOBODYS_PHONE = "+79555555555"
CLIENT = f"{MARK}-клиент"
SIGNS = (f"{MARK}-двойник", f"{MARK}Пётр", f"{MARK}-смета", f"{MARK}-проект", str(SUM), '"731')
"""Of what the asker did not write themselves."""
ASKERS = ("other_rep", "other_manager", "outsider")
SAID = (
    "{mark}",
    "{mark}-клиент",
    "{phone}",
    "/find {mark}",
    "/find {phone}",
    "/request {mark}-клиент",
    "/tasks {mark}",
    "/people {mark}",
    "Позвонил {mark}-клиент, договорились о скидке",
    "{mark}-клиент просит прислать счёт",
    "завтра в 15 позвонить {mark}-клиент 2ч",
    "/task завтра в 15 позвонить {mark}-клиент",
    "кпи",
)
TAKE_FILES = {Matter.TASK, Matter.REQUEST, Matter.INTERACTION}
OWN_ID = re.compile(r"\b84\d{5}\b")
TOUCHED = f"""
SELECT subject, subject_id, actor_id FROM audit
 WHERE id > :head AND channel <> 'clock' AND subject_id BETWEEN {FOREIGN_IDS} AND {OWN_IDS - 1}
"""


def test_every_way_in_is_played_somewhere() -> None:
    """A new one needs its row: see tests/bot/matrix.py."""
    tapped = {f"button {kind.__prefix__}" for kind in buttons()}

    assert {name for name in entries() - tapped if played_in(name) is None} == set()


def alike(reaction: Reaction, mark: str, phone: str) -> str:
    """The reaction; what the asker wrote, and the ids of what came of it, left out."""
    said = OWN_ID.sub("#", str(reaction.about(frozenset())))
    for written in (mark, mark.lower(), phone, phone[1:]):
        said = said.replace(written, "…")
    return said


async def test_what_is_said_of_others_is_said_of_nothing(matrix: Matrix) -> None:
    async with Stage.of(matrix) as stage:
        head = await matrix.company.value("SELECT max(id) FROM audit")
        started = stage.seq
        await _found_from_any_chat(stage, matrix)
        await _words(stage, matrix)
        await _links(stage, matrix)
        await _commands(stage, matrix)
        await _shared_contacts(stage, matrix)
        await _a_client_of_others_made_again(stage, matrix)
        await _files(stage, matrix)
        await _replies_to_cards_of_others(stage, matrix)
        await _cards_left_in_the_chat_stay_as_they_are(stage, matrix)

        async with matrix.company.engine.connect() as connection:
            touched = (await connection.execute(text(TOUCHED), {"head": head})).all()
        rep = matrix.company.people["rep"].id
        assert [row for row in touched if row.actor_id != rep] == []
        stage.seq = started
        chats = {await person.chat_id() for person in matrix.askers.values()}
        for told in await told_in(stage, await stage.journal(), chats):
            assert not secrets_in(told, SIGNS), told[:2000]


async def _found_from_any_chat(stage: Stage, matrix: Matrix) -> None:
    for part in (*ASKERS, "lowered", "client", "dismissed"):
        person = matrix.askers[part]
        for typed in ("{mark}", "{mark}-клиент", "{mark} Пётр", "{phone}", ""):
            theirs = await person.types_inline(typed.format(mark=MARK, phone=PHONE))
            nobodys = await person.types_inline(
                typed.format(mark=NOBODYS_MARK, phone=NOBODYS_PHONE)
            )
            assert theirs["answered"], (part, typed)
            assert theirs | {"query_id": ""} == nobodys | {"query_id": ""}, (part, typed)
            assert not secrets_in(str(theirs), (MARK, "'731")), (part, typed)


async def _words(stage: Stage, matrix: Matrix) -> None:
    for part in ASKERS:
        person = matrix.askers[part]
        theirs = [said.format(mark=MARK, phone=PHONE) for said in SAID]
        nobodys = [said.format(mark=NOBODYS_MARK, phone=NOBODYS_PHONE) for said in SAID]

        told, nothing = await says(stage, person, theirs), await says(stage, person, nobodys)

        for said, one, other in zip(SAID, told, nothing, strict=True):
            theirs_told = alike(one, MARK, PHONE)
            assert theirs_told == alike(other, NOBODYS_MARK, NOBODYS_PHONE), (part, said)


async def _links(stage: Stage, matrix: Matrix) -> None:
    for part in (*ASKERS, "lowered", "client", "dismissed"):
        person = matrix.askers[part]
        payloads = [
            f"{prefix}_{getattr(ids, FOLLOWED[prefix])}"
            for prefix in sorted(links())
            for ids in (matrix.foreign, NOBODYS)
        ]

        told = await says(stage, person, [f"/start {payload}" for payload in payloads])

        assert len({str(reaction) for reaction in told}) == 1, part


async def _commands(stage: Stage, matrix: Matrix) -> None:
    for part in ASKERS:
        await says(stage, matrix.askers[part], [f"/{name}" for name in COMMANDS])
    for part in ("client", "dismissed"):
        told = await says(stage, matrix.askers[part], [f"/{name}" for name in COMMANDS])
        assert len({str(reaction) for reaction in told}) == 1, part


async def _shared_contacts(stage: Stage, matrix: Matrix) -> None:
    for part in ASKERS:
        person = matrix.askers[part]
        told: set[str] = set()
        for phone in (PHONE, NOBODYS_PHONE):
            await stage.journal()
            await person.sends_contact(phone, "Пётр")
            reactions = reactions_in(await stage.journal())[await person.chat_id()]
            told.update(alike(reaction, "…", phone) for _, reaction in reactions)
        assert len(told) == 1, told


async def _a_client_of_others_made_again(stage: Stage, matrix: Matrix) -> None:
    """That somebody sells to it already is told with who that is, and nothing of the client."""
    (told,) = await says(stage, matrix.askers["other_rep"], [f"/client Ост, {PHONE}"])

    assert "клиент другого сотрудника — Иван Петров, Москва" in str(told)
    assert not secrets_in(str(told), (*SIGNS, MARK))


async def _files(stage: Stage, matrix: Matrix) -> None:
    """Tables, rulebooks and sheets of plans, from who may not send them."""
    company = matrix.company
    runs = "SELECT (SELECT count(*) FROM import_runs), (SELECT max(id) FROM rulebook_proposals)"
    before = await company.rows(runs), await company.value("SELECT max(id) FROM plan_proposals")
    card = await company.manager.last()
    month = f"pl-xlsx:person:{matrix.foreign.person}:202611"
    await company.manager.taps_data(card, month, forged=True)
    sheet = await company.manager.file(await company.manager.sees_file(".xlsx"))
    for part in (*ASKERS, "lowered", "dismissed", "client"):
        person = matrix.askers[part]
        for content, name in (
            (b"company:\n  name: x\n", "rulebook.yaml"),
            ("Название;Сумма\nРомашка;5".encode(), "deals.csv"),
            (b"BEGIN:VCARD\nVERSION:3.0\nFN:X\nTEL:+79160000000\nEND:VCARD\n", "x.vcf"),
            (sheet, "plan.xlsx"),
        ):
            await person.sends_file(content, name)
    await rests(company)

    after = await company.rows(runs), await company.value("SELECT max(id) FROM plan_proposals")
    assert after == before


async def _stand(stage: Stage, person: Person, ids: Ids) -> dict[Matter, Json]:
    """Messages in the person's chat that show matters of ``ids``, as from when they saw them."""
    shown = {}
    for matter, record in REPLIED.items():
        await person.sends("/help")
        message = await person.last()
        async with stage.company.engine.begin() as connection:
            await connection.execute(
                text(
                    "INSERT INTO cards (chat_id, matter, matter_id, message_id, sent_at)"
                    " VALUES (:chat, :matter, :id, :message, now())"
                    " ON CONFLICT DO NOTHING"
                ),
                {
                    "chat": await person.chat_id(),
                    "matter": matter.value,
                    "id": getattr(ids, record),
                    "message": message["message_id"],
                },
            )
        shown[matter] = message
    return shown


async def _replies_to_cards_of_others(stage: Stage, matrix: Matrix) -> None:
    person = matrix.askers["lowered"]
    told: dict[Matter, set[str]] = {matter: set() for matter in REPLIED}
    for ids in (matrix.foreign, NOBODYS):
        for matter, card in (await _stand(stage, person, ids)).items():
            await stage.journal()
            sent = await person.replies_to(card, "потратил 2ч" if matter is Matter.TASK else "Да")
            if matter in TAKE_FILES:
                await person.sends_photo(reply_to=card)
            await rests(stage.company)
            await person.edits(sent, "Нет")
            reactions = reactions_in(await stage.journal())[await person.chat_id()]
            told[matter].add("; ".join(str(reaction) for _, reaction in reactions))
    assert {matter for matter, words in told.items() if len(words) > 1} == set(), told


async def _cards_left_in_the_chat_stay_as_they_are(stage: Stage, matrix: Matrix) -> None:
    """What changes on the owner's side is told to nobody who has lost sight of it."""
    company, rep = matrix.company, matrix.company.rep
    card = await rep.last()
    deal, task = matrix.foreign.deal, matrix.foreign.task
    version = await company.value(f"SELECT version FROM tasks WHERE id = {task}")
    await rep.taps_data(card, f"t-take:{task}:{version}", forged=True)
    await rep.starts(f"deal_{deal}")
    await rep.replies_to(await rep.last(), f"{MARK}: новое")
    await rests(company)
    await company.waits(hours=2)
    await rests(company)
