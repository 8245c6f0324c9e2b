"""What ``docs/conversations/products.md`` tells, played word for word."""

from bot.products.callback_data import SetWithdrawn, StateUse, TakeMatrixSheet
from domain.clients.model import Client
from domain.products.model import UseState
from tests.company import Company
from tests.messages import says

SERVICE, FANS = "Сервис", "Вентиляция"


async def given_products(company: Company, *names: str) -> None:
    for name in names:
        await company.administrator.taps("➕ Продукт")
        await company.administrator.sees("Как называется новый продукт?")
        await company.administrator.sends(name)
        await company.administrator.sees(f"📚 {name}")
        await company.administrator.taps("📚 Каталог")


async def opens_catalogue(company: Company) -> None:
    await company.administrator.sends("/matrix")
    await company.administrator.taps("📚 Каталог")


async def given_users(company: Company, product: str, count: int) -> None:
    for number in range(count):
        client = await company.given_client(f"Похожий {number}", phone=None)
        await given_won(company, client, product)


async def given_won(company: Company, client: Client, product: str) -> None:
    deal = await company.given_deal(client)
    async with company.engine.begin() as connection:
        await connection.exec_driver_sql(
            "UPDATE deals SET status = 'won', closed_at = now() - interval '1 year',"
            f" product_id = (SELECT id FROM products WHERE name = '{product}')"
            f" WHERE id = {deal.id}"
        )


async def test_a_rep_notes_what_a_client_has_and_sells_what_is_missing(company: Company) -> None:
    await opens_catalogue(company)
    await given_products(company, SERVICE, FANS)
    await given_users(company, SERVICE, 5)
    await given_users(company, FANS, 2)
    client = await company.given_client("Ромашка")
    rep = company.rep

    await rep.sends("Ромашка")
    await rep.taps("Ромашка · Иван Петров")
    await rep.taps("📦 Продукты")
    shown = await rep.sees("📦 Ромашка: продукты")
    assert says(shown, "▫️ Нет: Вентиляция, Сервис")
    assert says(shown, "💡 Предложите: Сервис. Берут 5 из 7 похожих клиентов (тот же сегмент)")

    await rep.taps("▫️ Вентиляция")
    card = await rep.sees("📦 Вентиляция — Ромашка")
    assert says(card, "▫️ Пока неизвестно")
    await rep.taps("⚔️ У конкурента")
    await rep.sees("У кого берёт?")
    await rep.sends("Климат<b>Строй")
    card = await rep.sees("⚔️ Берёт у конкурента: «Климат<b>Строй»")
    assert says(card, "Отмечено: Иван Петров, сегодня")
    outdated = StateUse(client_id=client.id, product_id=2, version=0, state=UseState.USED)
    answer = await rep.taps_data(card, outdated.pack(), forged=True)
    assert answer["text"].startswith("По этому продукту уже отметили другое")

    await rep.taps("📦 Продукты")
    await rep.taps("➕ Сделка: Сервис")
    await rep.sees("➕ Сделка: Сервис для Ромашка")
    await rep.sends("120 000")
    await rep.sees("💼 Сервис")
    assert await company.value(
        f"SELECT count(*) FROM deals JOIN products ON products.id = product_id"
        f" WHERE client_id = {client.id} AND name = 'Сервис' AND amount = 120000"
    )
    await rep.taps("👤 Клиент")
    await rep.taps("📦 Продукты")
    shown = await rep.sees("⚔️ У конкурента: Вентиляция")
    assert says(shown, "💡 Предложите: Вентиляция. Берут 2 из 7 похожих клиентов")
    await rep.taps("🚫 Не нужен: Вентиляция")
    shown = await rep.sees("🚫 Не нужны: Вентиляция")
    assert not says(shown, "💡")
    await rep.taps("👤 Клиент")
    await rep.taps("🕓 История")
    await rep.sees("📦 Не нужен: Вентиляция")
    await rep.sees("📦 Берёт у конкурента: Вентиляция: «Климат<b>Строй»")


async def test_an_administrator_keeps_the_catalogue_and_nobody_else(company: Company) -> None:
    await opens_catalogue(company)
    await company.administrator.sees("📚 Каталог пуст.")
    await given_products(company, SERVICE, "GTX Pro")
    admin, rep = company.administrator, company.rep

    await admin.taps("➕ Продукт")
    await admin.sends("gtxpro")
    await admin.sees("Такой продукт уже есть: GTX Pro. Назовите иначе.")
    await admin.taps("Отмена")
    await opens_catalogue(company)
    await admin.taps("🔎 Найти")
    await admin.sends("насос")
    await admin.sees("🔎 Продукта «насос» не нашёл.")
    await admin.taps("🔎 Найти")
    await admin.sends("гткс про")
    await admin.sees("🔎 По запросу «гткс про» нашёл: 1")
    await admin.taps("GTX Pro")
    await admin.taps("✏️ Название")
    await admin.sends("GTX Max")
    await admin.sees("📚 GTX Max")
    await admin.taps("🗄 Снять с продажи")
    await admin.sees("🗄 Снят с продажи")
    await admin.sees_button("↩️ Вернуть в продажу")

    await rep.sends("/matrix")
    await rep.sees("📊 Здесь пока нет клиентов или продуктов.")
    await rep.taps("📚 Каталог")
    shown = await rep.sees("📚 Продукты: 1")
    await rep.taps(SERVICE)
    card = await rep.sees("Ваших клиентов с этим продуктом: 0")
    assert not says(shown, "GTX")
    assert "🗄 Снять с продажи" not in await rep.buttons(card)
    forged = SetWithdrawn(product_id=1, version=1, is_withdrawn=True)
    answer = await rep.taps_data(card, forged.pack(), forged=True)
    assert answer["text"].startswith("Это может только администратор")


async def test_what_was_withdrawn_meanwhile_is_not_sold(company: Company) -> None:
    await opens_catalogue(company)
    await given_products(company, SERVICE)
    await given_users(company, SERVICE, 5)
    await company.given_client("Ромашка")
    rep = company.rep
    await rep.sends("Ромашка")
    await rep.taps("Ромашка · Иван Петров")
    await rep.taps("📦 Продукты")
    await rep.sees("💡 Предложите: Сервис.")

    await company.administrator.taps(SERVICE)
    await company.administrator.taps("🗄 Снять с продажи")
    await company.administrator.sees("🗄 Снят с продажи")
    answer = await rep.taps("➕ Сделка: Сервис")

    assert answer["text"] == "«Сервис» больше не продаём. Выберите другой продукт."


async def test_the_matrix_is_a_picture_and_a_table(company: Company) -> None:
    await opens_catalogue(company)
    await given_products(company, SERVICE, FANS)
    await given_users(company, SERVICE, 2)
    await company.given_client("Чужая", owner="other_rep")

    await company.rep.sends("/matrix")
    shown = await company.rep.sees("📊 Продукты у клиентов: ваши")
    assert "photo" in shown
    assert says(shown, "Клиенты 1–2 из 2, продукты 1–2 из 2")
    await company.rep.taps("Сегмент: все")
    await company.rep.taps("VIP")
    await company.rep.sees("📊 Здесь пока нет клиентов или продуктов.")
    await company.rep.taps("Сегмент: VIP")
    await company.rep.taps("Потенциальный")
    await company.rep.sees("сегмент «Потенциальный»")
    await company.rep.taps("📄 XLSX")
    sheet = await company.rep.sees("📊 Продукты у клиентов: ваши", newer_than=shown)
    assert sheet["document"]["file_name"] == "matrix.xlsx"
    forged = TakeMatrixSheet(of="all", segment="none")
    answer = await company.rep.taps_data(sheet, forged.pack(), forged=True)
    assert answer["text"].startswith("Не нашлось")

    await company.director.sends("/matrix")
    await company.director.sees("📊 Продукты у клиентов: вся команда")
    await company.director.taps("Только мои")
    await company.director.sees("📊 Здесь пока нет клиентов или продуктов.")
