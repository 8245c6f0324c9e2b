"""What ``docs/conversations/polls.md`` tells, played word for word."""

from typing import Any

from bot.polls.callback_data import AnswerPollWith, OpenPoll, OpenPollSummary, TakePollSheet
from tests.company import Company
from tests.messages import says

QUESTION = "Что для вас сейчас важнее всего?"
PLANS = "Что планируете купить в ближайшие полгода?"


async def logs_call(company: Company, kind: str = "📞 Звонок") -> dict[str, Any]:
    await company.rep.sends("Ромашка")
    await company.rep.taps("Ромашка · Иван Петров")
    await company.rep.taps("📞 Контакт")
    await company.rep.taps(kind)
    await company.rep.waits_for_idle_bot()  # an older contact reads alike
    return await company.rep.sees("— Ромашка")


async def test_a_rep_asks_the_client_question_by_question(company: Company) -> None:
    await company.given_client("Ромашка")
    rep = company.rep
    card = await logs_call(company)
    assert "📋 Опрос: Потребности" in await rep.buttons(card)

    await rep.taps("📋 Опрос: Потребности")
    asked = await rep.sees(f"Вопрос 1 из 2. {QUESTION}")
    assert says(asked, "📋 Опрос: Потребности — Ромашка")
    first = AnswerPollWith(interaction_id=1, poll=0, question=0, answer=1, rules=1, version=0)
    await rep.taps("Цена")
    await rep.sees(f"Вопрос 2 из 2. {PLANS}")
    answer = await rep.taps_data(asked, first.pack(), forged=True)
    assert answer["text"] == "Этот ответ уже записан"
    await rep.taps("✍️ Своими словами")
    await rep.sees("Напишите ответ клиента его словами.")
    await rep.sends("новый <b>склад")

    done = await rep.sees(f"1. {QUESTION} — Цена")
    assert says(done, f"2. {PLANS} — «новый <b>склад»")
    assert says(done, "Изменить ответы можно до 19.11.2026 10:0")
    await rep.taps("✏️ Ответ 1")
    await rep.sees("Сейчас: Цена")
    await rep.taps("Сервис")
    await rep.sees(f"1. {QUESTION} — Сервис")
    outdated = await rep.taps_data(done, first.pack(), forged=True)
    assert outdated["text"].startswith("Опрос изменился.")
    await rep.taps("👤 Клиент")
    await rep.taps("🕓 История")
    history = await rep.sees(f"📋 {QUESTION} — Сервис")
    assert says(history, f"📋 {PLANS}: «новый <b>склад»")

    again = await logs_call(company)
    assert "📋 Опрос: Потребности" not in await rep.buttons(again)
    second = AnswerPollWith(interaction_id=2, poll=0, question=0, answer=1, rules=1, version=0)
    refused = await rep.taps_data(again, second.pack(), forged=True)
    assert refused["text"].startswith("Этого клиента недавно уже спрашивали.")


async def test_what_clients_answered_is_summed_up(company: Company) -> None:
    await company.given_client("Ромашка")
    rep = company.rep
    await logs_call(company)
    await rep.taps("📋 Опрос: Потребности")
    await rep.taps("Сервис")
    await rep.taps("✍️ Своими словами")
    await rep.sends("новый <b>склад")
    await rep.sees(f"1. {QUESTION} — Сервис")

    await rep.sends("/polls")
    summary = await rep.sees("📋 Потребности: ноябрь 2026")
    assert says(summary, "Опрошено: 1 · время: UTC+3")
    assert says(summary, f"{QUESTION} Ответили 1, пропустили 0\n• Сервис: 1 (100 %)")
    await rep.taps("✍️ Своими словами: 1")
    await rep.sees("• 18.11.2026 · Ромашка: «новый <b>склад»")
    await rep.taps("« Опросы")
    await rep.taps("Квартал")
    await rep.sees("📋 Потребности: 4 кв. 2026")
    await rep.taps("📄 XLSX")
    sheet = await rep.sees("ответов 2", newer_than=summary)
    assert sheet["document"]["file_name"] == "polls.xlsx"
    await rep.taps("Сегмент: все")
    await rep.taps("VIP")
    await rep.sees("За это время никого не спрашивали.")
    await rep.taps("« Раньше")
    await rep.sees("📋 Потребности: 3 кв. 2026")

    await company.given_joined("director")
    await company.director.sends("/polls")
    await company.director.sees("Опрошено: 1")
    await company.lead.sends("/polls")
    await company.lead.sees("Опрошено: 1")


async def test_a_letter_asks_nothing_and_what_is_forged_is_refused(company: Company) -> None:
    await company.given_client("Ромашка")
    rep = company.rep
    card = await logs_call(company, "✉️ Письмо")
    assert "📋 Опрос: Потребности" not in await rep.buttons(card)

    for button, told in (
        (
            AnswerPollWith(interaction_id=1, poll=0, question=0, answer=1, rules=1, version=0),
            "После такого контакта этот опрос не задают.",
        ),
        (
            AnswerPollWith(interaction_id=1, poll=7, question=0, answer=1, rules=1, version=0),
            "Опрос изменился.",
        ),
        (OpenPoll(interaction_id=1, poll="none"), "Не нашлось"),
        (OpenPollSummary(poll="none"), "Не нашлось"),
        (TakePollSheet(poll="none", unit="m", back=0), "Не нашлось"),
    ):
        answer = await rep.taps_data(card, button.pack(), forged=True)
        assert answer["text"].startswith(told), button
    await rep.sends("/polls")
    shown = await rep.sees("За это время никого не спрашивали.")
    far = OpenPollSummary(poll="needs", back=10**6)
    await rep.taps_data(shown, far.pack(), forged=True)
    await rep.sees("ноябрь 2016")
