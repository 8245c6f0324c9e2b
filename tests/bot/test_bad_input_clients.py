"""What people do wrong with clients: clear words, nothing changed, nothing lost."""

from datetime import timedelta

from bot.clients.duplicates.callback_data import ChooseMerge, MergeNow
from bot.interactions.callback_data import LogContact
from domain.clients.erasure import Subject
from domain.clients.erasure_use_cases import ErasePersonalData
from domain.interactions.model import InteractionKind, InteractionResult
from tests.company import Company
from tests.messages import says

TEN_NUMBERS = "".join(f"TEL;TYPE=CELL:+7 916 000-00-0{number}\r\n" for number in range(10))


def a_call(company: Company, client_id: int) -> str:
    return LogContact(
        client_id=client_id,
        deal_id=0,
        kind=InteractionKind.CALL,
        result=InteractionResult.REACHED,
        shown_at=int(company.clock().timestamp()),
    ).pack()


async def count_contacts(company: Company) -> int:
    return int(await company.value("SELECT count(*) FROM interactions"))


async def test_a_contact_is_neither_of_tomorrow_nor_older_than_the_client(company: Company) -> None:
    await company.given_client("Ромашка")
    await company.rep.sends("позвонил Ромашке")
    await company.rep.sees("📞 Звонок — Ромашка")

    await company.rep.taps("🕒 Когда")
    await company.rep.sends("завтра в 10")
    await company.rep.sees("Это время ещё не наступило: ")
    await company.rep.sends("01.02.2020 10:00")
    answer = await company.rep.taps("✅ Записать")
    assert "Клиент в базе с " in answer["text"]
    assert await count_contacts(company) == 0
    await company.rep.taps("🕒 Когда")
    await company.rep.sends("сегодня в 9")
    await company.rep.taps("✅ Записать")

    await company.rep.sees("Когда: сегодня, 09:00 · Иван Петров")
    assert await count_contacts(company) == 1


async def test_a_contact_with_a_client_of_another_branch_is_not_logged(company: Company) -> None:
    own = await company.given_client("Ромашка")
    foreign = await company.given_client("Лютик", owner="other_rep", phone=None)
    await company.rep.starts(f"client_{own.id}")
    card = await company.rep.sees("👤 Ромашка")

    answer = await company.rep.taps_data(card, a_call(company, foreign.id), forged=True)

    assert "Не нашлось" in answer["text"]
    assert await count_contacts(company) == 0


async def test_a_double_tap_logs_one_contact(company: Company) -> None:
    client = await company.given_client("Ромашка")
    await company.rep.starts(f"client_{client.id}")
    card = await company.rep.sees("👤 Ромашка")
    tap = a_call(company, client.id)

    await company.rep.taps_data(card, tap, forged=True)
    await company.rep.taps_data(card, tap, forged=True)

    await company.rep.sees("📞 Звонок — Ромашка")
    assert await count_contacts(company) == 1
    await company.waits(seconds=timedelta(minutes=10).total_seconds())
    await company.rep.taps_data(card, a_call(company, client.id), forged=True)
    await company.rep.waits_for_idle_bot()
    assert await count_contacts(company) == 2


async def test_clients_are_merged_neither_into_themselves_nor_in_a_ring(company: Company) -> None:
    one = await company.given_client("Ромашка")
    other = await company.given_client("Рамашка")
    await company.manager.starts(f"client_{one.id}")
    card = await company.manager.sees("👤 Ромашка")

    itself = ChooseMerge(survivor_id=one.id, loser_id=one.id).pack()
    answer = await company.manager.taps_data(card, itself, forged=True)
    assert "Это один и тот же клиент" in answer["text"]
    await company.manager.taps_data(
        card, ChooseMerge(survivor_id=one.id, loser_id=other.id).pack(), forged=True
    )
    await company.manager.taps("✅ Объединить")
    done = await company.manager.sees("Теперь это один клиент")
    for tap in (
        ChooseMerge(survivor_id=other.id, loser_id=one.id),
        MergeNow(survivor_id=other.id, loser_id=one.id, taken=0, seen=0),
        ChooseMerge(survivor_id=one.id, loser_id=other.id),
    ):
        answer = await company.manager.taps_data(done, tap.pack(), forged=True)
        assert answer["text"], tap

    rows = await company.rows("SELECT id, merged_into_id FROM clients ORDER BY id")
    assert [(row.id, row.merged_into_id) for row in rows] == [(one.id, None), (other.id, one.id)]
    assert await company.value("SELECT count(*) FROM client_merges") == 1


async def test_a_card_with_ten_numbers_is_kept_whole(company: Company) -> None:
    await company.given_client("Ромашка", "+7 999 123-45-67")
    vcard = f"BEGIN:VCARD\r\nFN:Пётр Иванов\r\n{TEN_NUMBERS}TEL:1234\r\nEND:VCARD\r\n"
    await company.rep.sends_contact("79160000000", "Пётр", "Иванов", vcard=vcard)
    await company.rep.sees("🙋 Пётр Иванов")

    await company.rep.taps("➕ Новый клиент")

    card = await company.rep.sees("👤 Пётр Иванов")
    assert says(card, "И ещё телефонов: 5")
    assert says(card, "📝 Пётр Иванов: 1234")
    assert await company.value("SELECT count(*) FROM phones") == 11


async def test_an_erased_person_in_a_file_stays_erased_and_the_row_says_why(
    company: Company,
) -> None:
    client = await company.given_client("Ромашка", "+7 999 123-45-67", contact="Иванов Пётр")
    contact_id = await company.value("SELECT id FROM contacts")
    erase = company.container.get(ErasePersonalData)
    await erase(await company.actor("administrator"), Subject.CONTACT, contact_id, "Просьба")
    await company.administrator.sends_file(
        "Клиент;Контакт;Телефон\nЛютик;Иванов Пётр;8 999 123-45-67\nМак;Анна;\n".encode(),
        "clients.csv",
    )

    await company.administrator.taps("🔎 Проверить")
    await company.administrator.sees("эти данные удалены по просьбе")
    await company.administrator.taps("📥 Загрузить")

    await company.administrator.sees("Загрузка выполнена")
    await company.administrator.sees_file("ne-prinyato.xlsx")
    names = await company.rows(f"SELECT name FROM clients WHERE id <> {client.id}")
    assert [row.name for row in names] == ["Мак"]
    assert await company.value("SELECT count(*) FROM phones") == 0
