"""Plays docs/conversations/duplicates.md."""

import pytest

from bot.clients.duplicates.callback_data import (
    ChooseMerge,
    ExportPerson,
    MergeNow,
    TakeApart,
    TellPairApart,
)
from domain.clients.duplicates import SEARCH_IS_FRESH_FOR
from domain.clients.erasure import Subject
from domain.clients.model import Client
from tests.company import Company
from tests.messages import plain, text_of


@pytest.fixture
async def pair(company: Company) -> tuple[Client, Client]:
    one = await company.given_client("ООО «Ромашка»")
    other = await company.given_client("Рамашка")
    await company.given_deal(other)
    return one, other


async def test_a_head_finds_compares_and_merges_and_the_old_card_leads_to_the_survivor(
    company, pair
):
    await company.manager.sends("/duplicates")
    listed = await company.manager.sees("Возможные дубли: 1")
    await company.manager.taps("1. ООО «Ромашка» — Рамашка")
    card = await company.manager.sees("Это один клиент?")
    await company.manager.taps("🔗 Объединить")
    await company.manager.sees("к нему перейдёт всё от «Рамашка»")
    await company.manager.taps("Имя: Рамашка")
    await company.manager.sees("Имя: Рамашка (не ООО «Ромашка»)")
    await company.manager.taps("Имя: ООО «Ромашка»")
    preview = await company.manager.sees("Имя: ООО «Ромашка» (не Рамашка)")

    await company.manager.taps("✅ Объединить")

    done = await company.manager.sees("Теперь это один клиент: «ООО «Ромашка»».")
    await company.rep.starts(f"client_{pair[1].id}")
    await company.rep.sees("👤 ООО «Ромашка»")
    assert "1. ООО «Ромашка» — Рамашка: общий телефон, похожее название" in plain(text_of(listed))
    assert "Почему: общий телефон, похожее название." in plain(text_of(card))
    assert "Перейдёт: 1 телефон, 1 сделка, 2 записи истории." in plain(text_of(preview))
    assert plain(text_of(done)).endswith("Отменить можно до 18.12.2026.")


async def test_an_undo_makes_two_of_one_again(company, pair):
    await company.manager.sends("/duplicates")
    await company.manager.taps("1. ООО «Ромашка» — Рамашка")
    await company.manager.taps("🔗 Объединить")
    await company.manager.taps("✅ Объединить")

    await company.manager.taps("↩️ Отменить")

    await company.manager.sees("Снова два клиента.")
    await company.manager.taps("👤 Второй")
    await company.manager.sees("👤 Рамашка")


async def test_the_card_of_a_suspected_client_leads_a_head_to_its_duplicates(company, pair):
    await company.manager.sends("/duplicates")
    await company.manager.taps("1. ООО «Ромашка» — Рамашка")
    await company.manager.taps("👤 Рамашка")

    await company.manager.taps("🔗 Дубли")

    await company.manager.sees("Рамашка: возможные дубли")
    await company.rep.starts(f"client_{pair[1].id}")
    seen = await company.rep.sees("👤 Рамашка")
    assert "🔗 Дубли" not in await company.rep.buttons(seen)


async def test_what_is_told_apart_comes_up_no_more(company, pair):
    await company.manager.sends("/duplicates")
    await company.manager.taps("1. ООО «Ромашка» — Рамашка")

    await company.manager.taps("✖️ Не дубли")

    await company.manager.sees("Решено: эта пара больше не появится.")
    await company.waits(seconds=SEARCH_IS_FRESH_FOR.total_seconds() + 1)
    await company.manager.sends("/duplicates")
    await company.manager.sees("Похожих клиентов нет.")


async def test_a_client_of_another_branch_is_named_by_owner_and_branch_alone(company):
    await company.given_client("Ромашка")
    await company.given_client("Рамашка", owner="other_rep")

    await company.manager.sends("/duplicates")

    seen = await company.manager.sees("Возможные дубли: 1")
    assert "клиент другого сотрудника (Вера Соколова, Новосибирск)" in plain(text_of(seen))
    assert "Рамашка" not in plain(text_of(seen))


async def test_a_rep_is_sent_to_their_head(company):
    await company.rep.sends("/duplicates")

    await company.rep.sees("Объединяют клиентов руководители.")


async def test_forged_taps_are_refused_in_words(company, pair):
    one, other = pair
    foreign = await company.given_client("Лютик", owner="other_rep", phone=None)
    await company.manager.starts(f"client_{one.id}")
    card = await company.manager.sees("👤 ООО «Ромашка»")
    forged = [
        (MergeNow(survivor_id=one.id, loser_id=one.id, taken=0, seen=0), "один и тот же клиент"),
        (MergeNow(survivor_id=one.id, loser_id=other.id, taken=99, seen=1), "Клиента изменили"),
        (ChooseMerge(survivor_id=one.id, loser_id=foreign.id), "Не нашлось"),
        (TakeApart(merge_id=10**9), "Не нашлось"),
        (TellPairApart(pair_id=10**9), ""),
    ]

    for tap, words in forged:
        answer = await company.manager.taps_data(card, tap.pack(), forged=True)

        assert words in answer["text"], tap


async def test_after_thirty_days_there_is_no_undo(company, pair):
    await company.manager.sends("/duplicates")
    await company.manager.taps("1. ООО «Ромашка» — Рамашка")
    await company.manager.taps("🔗 Объединить")
    await company.manager.taps("✅ Объединить")
    done = await company.manager.sees("Теперь это один клиент")
    await company.waits(days=31)

    answer = await company.manager.taps("↩️ Отменить", on=done)

    assert "они прошли" in answer["text"]


async def opens_ivanov(company: Company) -> None:
    client = await company.given_client(contact="Иванов Пётр")
    await company.administrator.starts(f"client_{client.id}")
    await company.administrator.taps("✏️ Изменить")
    await company.administrator.taps("🧹 Личные данные")
    await company.administrator.sees("Чьи? Человека у клиента")
    await company.administrator.taps("👤 Иванов Пётр")


async def test_an_administrator_exports_everything_about_a_person(company):
    await opens_ivanov(company)

    await company.administrator.taps("📄 Выгрузить")

    sent = await company.administrator.sees_file("personal_data.json")
    assert "Иванов Пётр" in (await company.administrator.file(sent)).decode()


async def test_an_administrator_erases_a_person_with_a_reason_and_a_second_confirmation(company):
    await opens_ivanov(company)
    await company.administrator.taps("🧹 Удалить")
    await company.administrator.sees("Почему удаляем?")
    await company.administrator.sends("Просьба письмом")
    await company.administrator.sees("вернуть их нельзя. Удалить?")

    await company.administrator.taps("❗ Удалить навсегда")

    card = await company.administrator.sees("👤 ООО «Ромашка»")
    assert "Иванов" not in plain(text_of(card))
    assert await company.value("SELECT reason FROM erasures") == "Просьба письмом"


async def test_a_manager_gets_no_personal_data_even_by_a_forged_tap(company):
    client = await company.given_client()
    await company.manager.starts(f"client_{client.id}")
    card = await company.manager.sees("👤 ООО «Ромашка»")

    answer = await company.manager.taps_data(
        card, ExportPerson(subject=Subject.CLIENT, subject_id=client.id).pack(), forged=True
    )

    assert "Попросите его" in answer["text"]
