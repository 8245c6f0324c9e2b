import re

import pytest
from playwright.async_api import BrowserContext, Page, expect

from bot.playground.server import Playground
from tests.playground_page.scripted_bot import ScriptedBot, buttons
from tests.playground_page.stage import REP_ID, Stage

pytestmark = pytest.mark.asyncio(loop_scope="package")

AA_CONTRAST = """() => {
    const parse = (text) => (text.match(/[\\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
    const light = ([r, g, b]) => [r, g, b]
        .map((part) => part / 255)
        .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
        .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
    const over = (top, under) => {
        const alpha = top[3] ?? 1;
        return [0, 1, 2].map((at) => top[at] * alpha + under[at] * (1 - alpha));
    };
    const behind = (node) => {
        const layers = [];
        for (let at = node; at; at = at.parentElement) {
            layers.push(parse(getComputedStyle(at).backgroundColor));
        }
        return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255]);
    };
    const faint = [];
    for (const node of document.querySelectorAll("body *")) {
        const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
        if (!own || !node.checkVisibility() || node.closest("noscript")) continue;
        const under = behind(node);
        const shown = over(parse(getComputedStyle(node).color), under);
        const [high, low] = [light(shown), light(under)].sort((a, b) => b - a);
        const ratio = (high + 0.05) / (low + 0.05);
        const name = node.className || node.tagName;
        if (ratio < 4.5) faint.push(`${name}: ${node.textContent} ${ratio.toFixed(2)}`);
    }
    return faint;
}"""


async def test_the_clock_moves_by_a_skip_and_to_an_exact_moment(stage: Stage) -> None:
    clock = stage.page.locator(".clock")
    await expect(clock).to_have_text(re.compile(r"^[А-Я][а-я], \d{1,2} [а-я]+, \d\d:\d\d$"))

    await stage.press("Перевести часы")
    await stage.choose("Завтра в 09:00")
    await expect(clock).to_contain_text("09:00")

    await stage.press("Перевести часы")
    await stage.choose("Точное время")
    await stage.dialog.get_by_label("Дата и время").fill("2044-11-21T14:05")
    await stage.dialog.get_by_role("button", name="Перевести").click()

    await expect(clock).to_have_text("Пн, 21 ноября, 14:05")

    await stage.press("Перевести часы")
    await stage.choose("Точное время")
    await stage.dialog.get_by_label("Дата и время").fill("2030-01-01T10:00")
    await stage.dialog.get_by_role("button", name="Перевести").click()

    await expect(stage.page.locator(".toast.error")).to_be_visible()
    await expect(clock).to_have_text("Пн, 21 ноября, 14:05")


async def test_the_language_is_switched_and_remembered(page: Page) -> None:
    await page.get_by_role("button", name="EN").click()
    await expect(page.get_by_role("button", name="Move the clock")).to_be_visible()

    await page.reload()

    await expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    await expect(page.get_by_role("button", name="Борис")).to_contain_text("Team lead")


async def test_a_person_blocks_the_bot_and_lets_it_in_again(stage: Stage) -> None:
    await stage.press("Ещё")
    await stage.choose("Заблокировать бота")
    await expect(stage.toast).to_contain_text("заблокирован")
    await stage.bot.call("sendMessage", chat_id=REP_ID, text="Вы тут?")
    assert stage.bot.refusals == ["Forbidden: bot was blocked by the user"]

    await stage.press("Ещё")
    await stage.choose("Разблокировать бота")
    await expect(stage.page.get_by_role("menu")).to_have_count(0)
    await stage.write("Я здесь")
    await stage.bot.say(REP_ID, "Рад видеть")

    await expect(stage.last).to_contain_text("Рад видеть")


@pytest.mark.parametrize("width", [360, 430])
async def test_a_narrow_screen_has_one_column_and_everything_in_reach(
    stage: Stage, width: int
) -> None:
    await stage.page.set_viewport_size({"width": width, "height": 780})
    await stage.bot.say(
        REP_ID,
        "Общество с ограниченной ответственностью «Ромашка и партнёры», 1 250 000 ₽ " * 3,
        reply_markup=buttons(
            [{"text": "Открыть карточку клиента", "callback_data": str(n)} for n in range(3)]
        ),
    )
    await expect(stage.last).to_contain_text("Ромашка")

    widest = await stage.page.evaluate(
        "Math.max(...[document.documentElement, document.getElementById('messages')]"
        ".map((node) => node.scrollWidth))"
    )
    assert widest <= width
    for name in ("Анна", "Борис", "Вера", "Глеб", "Дина"):
        await expect(stage.page.get_by_role("button", name=name)).to_be_in_viewport(ratio=1)
    for name in ("Перевести часы", "Ещё", "Прикрепить", "Отправить"):
        await expect(stage.page.get_by_role("button", name=name, exact=True)).to_be_in_viewport(
            ratio=1
        )
    await expect(stage.page.locator(".clock")).to_be_in_viewport(ratio=1)
    await expect(stage.field).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_texts_stand_out_from_their_ground_in_both_themes(stage: Stage, theme: str) -> None:
    await stage.page.emulate_media(color_scheme=theme)
    await stage.bot.say(
        REP_ID,
        "Карточка <a href='https://example.org'>сайт</a> <code>12</code>",
        reply_markup=buttons([{"text": "Открыть", "callback_data": "1"}]),
    )
    await stage.page.get_by_role("button", name="Отдел продаж").click()
    await stage.write("Всем привет, /day")
    await stage.page.get_by_role("button", name="Напарник").click()
    await stage.write("Привет")
    await expect(stage.last.get_by_role("img", name="Отправлено")).to_be_visible()
    await stage.press("Прикрепить")

    assert await stage.page.evaluate(AA_CONTRAST) == []


async def test_two_pages_at_once_see_the_same(
    stage: Stage, context: BrowserContext, playground: Playground, bot: ScriptedBot
) -> None:
    other = await context.new_page()
    await other.goto(f"{playground.origin}/#rep")
    await expect(other.locator(".row").last).to_contain_text("Здравствуйте!")

    await stage.write("С первой страницы")

    await expect(other.locator(".row.own").last).to_contain_text("С первой страницы")
