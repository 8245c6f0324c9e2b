import pytest
from playwright.async_api import expect

from tests.playground_page.scripted_bot import Json, buttons
from tests.playground_page.stage import REP_ID, Stage

pytestmark = pytest.mark.asyncio(loop_scope="package")


async def test_a_tap_spins_until_the_bot_answers_and_the_card_changes_in_place(
    stage: Stage,
) -> None:
    async def accept(query: Json) -> Json:
        await expect(stage.page.get_by_role("button", name="Принято")).to_have_attribute(
            "aria-busy", "true"
        )
        await stage.bot.call(
            "editMessageText",
            chat_id=REP_ID,
            message_id=query["message"]["message_id"],
            text="Предложение принято",
        )
        return {"text": "Записал"}

    stage.bot.taps["accept"] = accept
    await stage.bot.say(
        REP_ID,
        "Предложение 12",
        reply_markup=buttons([{"text": "Принято", "callback_data": "accept"}]),
    )

    await stage.press("Принято")

    await expect(stage.toast).to_have_text("Записал")
    await expect(stage.last).to_contain_text("Предложение принято")
    await expect(stage.page.get_by_role("button", name="Принято", exact=True)).to_have_count(0)


async def test_an_alert_waits_for_the_person(stage: Stage) -> None:
    async def refuse(_query: Json) -> Json:
        return {"text": "Кнопка устарела", "show_alert": True}

    stage.bot.taps["old"] = refuse
    await stage.bot.say(
        REP_ID, "Карточка", reply_markup=buttons([{"text": "Сдвинуть", "callback_data": "old"}])
    )

    await stage.press("Сдвинуть")
    await expect(stage.dialog).to_contain_text("Кнопка устарела")
    await stage.page.keyboard.press("Enter")

    await expect(stage.dialog).to_have_count(0)


@pytest.mark.parametrize(
    "address",
    ["https://t.me/naparnik_bot?start=deal_5", "tg://resolve?domain=naparnik_bot&start=deal_5"],
)
async def test_a_deep_link_starts_the_bot_with_its_payload(stage: Stage, address: str) -> None:
    stage.bot.replies["/start deal_5"] = {"text": "Сделка 5"}
    await stage.bot.say(
        REP_ID, "Сделка", reply_markup=buttons([{"text": "Открыть сделку", "url": address}])
    )

    await stage.press("Открыть сделку")

    await expect(stage.last).to_contain_text("Сделка 5")


async def test_an_invitation_is_opened_from_a_pasted_link(stage: Stage) -> None:
    stage.bot.replies["/start invite_abc"] = {"text": "Добро пожаловать"}

    await stage.press("Открыть приглашение")
    await stage.dialog.get_by_label("Ссылка или код").fill("t.me/naparnik_bot?start=invite_abc")
    await stage.page.keyboard.press("Enter")

    await expect(stage.last).to_contain_text("Добро пожаловать")


async def test_a_reply_keyboard_sends_texts_contact_and_place(stage: Stage) -> None:
    await stage.bot.say(
        REP_ID,
        "Что делаем?",
        reply_markup={
            "keyboard": [
                [{"text": "Мой день"}],
                [
                    {"text": "Мой номер", "request_contact": True},
                    {"text": "Я здесь", "request_location": True},
                ],
            ],
            "resize_keyboard": True,
            "input_field_placeholder": "Имя клиента",
        },
    )
    await expect(stage.page.get_by_placeholder("Имя клиента")).to_be_visible()

    await stage.press("Мой день")
    await expect(stage.last).to_contain_text("Мой день")

    await stage.press("Мой номер")
    await stage.dialog.get_by_role("button", name="Отправить").click()
    await expect(stage.last.get_by_role("link", name="+7")).to_be_visible()

    await stage.press("Я здесь")
    await stage.dialog.get_by_role("button", name="Отправить").click()
    await expect(stage.last).to_contain_text("55.75393, 37.62080")
    heard = await stage.bot.hear(lambda message: "contact" in message)
    assert heard["contact"]["user_id"] == REP_ID


async def test_a_one_time_keyboard_goes_away_and_can_be_brought_back(stage: Stage) -> None:
    await stage.bot.say(
        REP_ID,
        "Да или нет?",
        reply_markup={"keyboard": [[{"text": "Да"}, {"text": "Нет"}]], "one_time_keyboard": True},
    )
    await stage.press("Да")
    await expect(stage.page.get_by_role("button", name="Нет")).to_have_count(0)

    await stage.press("Показать клавиатуру")
    await expect(stage.page.get_by_role("button", name="Нет")).to_be_visible()

    await stage.bot.say(REP_ID, "Спасибо", reply_markup={"remove_keyboard": True})
    await expect(stage.page.get_by_role("button", name="Нет")).to_have_count(0)


async def test_a_forced_reply_answers_the_question(stage: Stage) -> None:
    await stage.bot.say(
        REP_ID,
        "Какая причина?",
        reply_markup={"force_reply": True, "input_field_placeholder": "Причина"},
    )
    await expect(stage.page.get_by_placeholder("Причина")).to_be_focused()

    await stage.page.keyboard.type("Дорого")
    await stage.page.keyboard.press("Enter")

    await expect(stage.last.locator(".quote")).to_contain_text("Какая причина?")


async def test_arrows_walk_the_messages_and_the_buttons(stage: Stage) -> None:
    pressed: list[str] = []

    async def note(query: Json) -> Json:
        pressed.append(query["data"])
        return {"text": "Есть"}

    stage.bot.taps["two"] = note
    await stage.bot.say(
        REP_ID,
        "Выбор",
        reply_markup=buttons(
            [{"text": "Один", "callback_data": "one"}, {"text": "Два", "callback_data": "two"}]
        ),
    )
    await expect(stage.last).to_contain_text("Выбор")

    await stage.page.locator("#messages").focus()
    await stage.page.keyboard.press("ArrowUp")
    await expect(stage.last).to_be_focused()
    await stage.page.keyboard.press("Tab")
    await stage.page.keyboard.press("ArrowRight")
    await stage.page.keyboard.press("Enter")

    await expect(stage.toast).to_have_text("Есть")
    assert pressed == ["two"]
    await stage.page.keyboard.press("Escape")
    await expect(stage.field).to_be_focused()
