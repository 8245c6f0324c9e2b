"""A day of the company in the chat: every request that the bot makes is one that Telegram knows."""

import aiohttp

from domain.rulebook.default import default_rulebook_text
from tests.company import Company
from tests.messages import Json
from tests.playground.bot_api_spec import problems_of_call, spec

PEOPLE = "ФИО;Руководитель;Филиал\nАнна Ким;Ольга Рау;Юг\n;Ольга Рау;Юг\n"
MET = {
    *("sendMessage", "editMessageText", "editMessageMedia", "sendDocument"),
    *("deleteMessage", "answerCallbackQuery", "setMyCommands", "getUpdates", "getFile"),
}
"""Methods that such a day cannot do without."""
REFUSED = {
    "Bad Request: message can't be deleted for everyone": "a card shown anew after five days",
}
"""What Telegram may refuse on such a day, and why it is asked all the same."""


async def test_every_request_of_a_whole_day_is_official(company: Company) -> None:
    spec()  # skips where the official description is not at hand

    await sell(company)
    await look_around(company)
    await arrange(company)
    await administer(company)

    calls = [record for record in await journal(company) if record["kind"] == "call"]
    done = [call for call in calls if "result" in call]
    assert {call["method"] for call in done} >= MET
    assert [problem for call in done for problem in problems_of_call(call)] == []
    refused = {call["error"]["description"] for call in calls if "error" in call}
    assert refused <= REFUSED.keys()


async def sell(company: Company) -> None:
    """A client, a deal, an offer with a file, an answer."""
    rep = company.rep
    await rep.sends("/day")
    await rep.sees("ваш день")
    await rep.sends("/client ООО «Ромашка», +7 999 123-45-67, Иванов Пётр")
    await rep.sees("👤 ООО «Ромашка»")
    await rep.taps("➕ Новая сделка")
    await rep.sends("120 000")
    await rep.sees("Первый контакт")
    await rep.taps("☑️ Чек-лист")
    await rep.taps("❗ Узнали")
    await rep.taps("« Назад")
    await rep.taps("📄 Отправить КП")
    await rep.sends("130 000")
    await rep.sees("Спрошу об ответе")
    await rep.sends_file(b"%PDF-1.4 offer", "kp.pdf")
    await rep.sees("Файл: есть")
    await rep.taps("✅ КП отправлено")
    await rep.sees("Отправлено: сегодня")
    await rep.sends_contact("79991234568", "Пётр", "Иванов")
    await rep.sees("🙋 Пётр Иванов")
    await company.waits(days=5)
    await rep.taps("🤔 Думает")


async def look_around(company: Company) -> None:
    """The board, its picture, silent offers, expected cash."""
    lead = company.lead
    await lead.sends("/board")
    await lead.sees_button("🖼")
    await lead.taps("🖼")
    await lead.sees_button("« Воронка")
    await lead.sends("/silent")
    await lead.sends("/cash")
    await lead.sends("/find ромашка")
    await lead.sees("нашёл: 1")


async def arrange(company: Company) -> None:
    """Colleagues, an absence by form, the language, help, a group."""
    rep = company.rep
    await rep.sends("/people")
    await rep.sees("Группа")
    await rep.sends("/absent")
    await rep.taps("Записать отсутствие")
    await rep.taps("Сегодня")
    await rep.taps("Неделя")
    await rep.taps("Ольга Смирнова")
    await rep.taps("Сохранить")
    await rep.sees("В эти дни напоминания получит Ольга Смирнова.")
    await rep.sends("/language")
    await rep.taps("English")
    await rep.sees("Which language shall I speak?")
    await rep.sends("/help")
    await rep.sees("What I can do")
    group = await rep.in_group()
    await group.sends("/day")
    await group.waits_for_idle_bot()
    await group.leaves()


async def administer(company: Company) -> None:
    """An invitation, the rulebook there and back, an import with a refused row."""
    administrator = company.administrator
    await administrator.sends("/invite")
    await administrator.taps("Вера Соколова")
    await administrator.sees("это ваш личный вход")
    await administrator.sends("/rulebook")
    await administrator.sees_file("rulebook.yaml")
    changed = default_rulebook_text().replace("invitation_hours: 72", "invitation_hours: 48")
    await administrator.sends_file(changed.encode(), "rules.yaml")
    await administrator.taps("Ввести в действие")
    await administrator.sees("в силе")
    await administrator.sends("/import")
    await administrator.sees("Загрузка из файлов")
    await administrator.sends_file(PEOPLE.encode(), "people.csv")
    await administrator.taps("🔎 Проверить")
    await administrator.taps("📥 Загрузить")
    await administrator.sees_file("ne-prinyato.xlsx")
    await administrator.waits_for_idle_bot()


async def journal(company: Company) -> list[Json]:
    """All that happened in the playground."""
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{company.origin}/play/journal", params={"after": "0"}) as answer,
    ):
        records: list[Json] = await answer.json()
        return records
