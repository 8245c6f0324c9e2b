"""Take the pictures of README.ru.md anew, from a playground of their own: ``make pictures``.

The demo company is the same every time; its days are not, since it begins on the present one.
"""

import asyncio
import io
import os
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

from PIL import Image
from playwright.async_api import Browser, async_playwright

from tests.messages import text_of
from tests.person import Person

HERE = Path(__file__).parent
NARROW, WIDE = (390, 844), (1280, 800)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
HALF_A_YEAR = timedelta(days=170)
SETTLE_SECONDS = 1.5
"""Until pictures in the chat have loaded and the list has stopped moving."""


@asynccontextmanager
async def playground(home: Path) -> AsyncIterator[str]:
    """The origin of a fresh one."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "playground", "--no-browser", "--port", "0"),
        env={**os.environ, "NAPARNIK_HOME": str(home), "LC_ALL": "C", "PYTHONUTF8": "1"},
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        async for line in process.stdout:
            if b"http://" in line:
                yield line.decode().split()[-1]
                break
        else:
            raise SystemExit("the playground did not start")
    finally:
        if process.returncode is None:
            process.terminate()
            await process.communicate()


class Camera:
    def __init__(self, browser: Browser, origin: str) -> None:
        self._browser = browser
        self._origin = origin

    async def take(self, name: str, persona: str, size: tuple[int, int], text: str) -> None:
        """The chat of ``persona`` down to the newest message with ``text``, as ``<name>.png``."""
        context = await self._browser.new_context(
            viewport={"width": size[0], "height": size[1]}, locale="ru-RU"
        )
        page = await context.new_page()
        await page.goto(f"{self._origin}/#{persona}")
        row = page.locator(".row", has_text=text).last
        await row.wait_for()
        await asyncio.sleep(SETTLE_SECONDS)
        await row.evaluate(
            "row => row.scrollIntoView({block: row.clientHeight > 600 ? 'start' : 'end'})"
        )
        await asyncio.sleep(SETTLE_SECONDS)
        picture = await page.screenshot()
        await context.close()
        with Image.open(io.BytesIO(picture)) as image:
            few = image.convert("RGB").quantize(192, dither=Image.Dither.NONE)
            few.save(HERE / f"{name}.png", optimize=True)


async def play_and_take(origin: str, camera: Camera) -> None:
    async with (
        Person(origin, "rep", patience_seconds=60) as rep,
        Person(origin, "lead", patience_seconds=60) as lead,
        Person(origin, "director", patience_seconds=60) as director,
    ):
        await rep.sends("/day")
        day = await rep.last()
        await camera.take("day", "rep", NARROW, "ваш день")
        silent = next(line for line in text_of(day).splitlines() if "Встреча" in line)
        await rep.taps(silent.partition(".")[0], on=day)
        await rep.last()
        await camera.take("chat", "rep", WIDE, "Ответа нет.")
        await rep.taps("💼", on=await rep.last())
        await rep.last()
        await camera.take("deal", "rep", NARROW, "Чек-лист")

        await rep.sends("/vip")
        await rep.taps("1. ООО «Ледник»")
        await rep.last()
        await camera.take("cadence", "rep", NARROW, "Последние контакты")

        await rep.sends("завтра в 15 позвонить в Лютик 1ч срочно")
        await rep.last()
        await camera.take("draft", "rep", NARROW, "Кому: вам")

        await begin_exhibition(lead)
        await lead.taps("📊 Гант")
        await lead.waits_for_idle_bot()
        await camera.take("gantt", "lead", NARROW, "Выставка")

        await rep.skips("next-morning")
        await rep.waits_for_idle_bot()
        await camera.take("reminder", "rep", NARROW, "Ответа нет.")

        await lead.sends("/silent")
        await lead.last()
        await camera.take("silent", "lead", NARROW, "Без ответа: ")

        await director.sends("/board")
        await director.taps("🖼", on=await director.last())
        await director.last()
        await camera.take("board", "director", WIDE, "Воронка: вся")


async def begin_exhibition(lead: Person) -> None:
    """Half a year from now, by the template."""
    now = datetime.fromisoformat((await lead.state())["now"])
    await lead.sends("/projects")
    await lead.taps("➕ Новый проект")
    await lead.taps("Выставка")
    await lead.sends("Выставка «Климат»")
    await lead.taps("Как в шаблоне")
    await lead.taps("От дня события")
    await lead.sends(f"{now + HALF_A_YEAR:%d.%m.%Y}")
    await lead.taps("Дальше: план »")
    await lead.taps("✅ Создать")
    await lead.sees("Готово: 0 из")


async def main() -> None:
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    if chromium is None:
        raise SystemExit(f"none of these is on PATH: {', '.join(BROWSERS)}")
    with tempfile.TemporaryDirectory() as home:
        async with playground(Path(home)) as origin, async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
            )
            await play_and_take(origin, Camera(browser, origin))
            await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
