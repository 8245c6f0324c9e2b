"""Plays docs/conversations/rulebook.md."""

from domain.rulebook.default import default_rulebook_text
from tests.company import Company

DEFAULT = default_rulebook_text()
CHANGED = DEFAULT.replace("invitation_hours: 72", "invitation_hours: 48").replace(
    "limit_working_hours: 16", "limit_working_hours: 24"
)


async def test_the_rulebook_comes_as_a_file_with_its_version(company: Company):
    await company.administrator.sends("/rulebook")

    sent = await company.administrator.sees_file("rulebook.yaml")
    assert "Регламент, версия 1" in sent["caption"]
    assert (await company.administrator.file(sent)).decode() == DEFAULT


async def test_a_changed_file_is_shown_confirmed_and_in_force(company: Company):
    await company.administrator.sends_file(CHANGED.encode(), "новый.yaml")
    seen = await company.administrator.sees("Изменится 2 правила")
    assert (
        "• «Первый контакт», лимит этапа: 2 → 3 рабочих дня\n"
        "    ↳ на этапе нет открытых сделок\n"
        "• срок приглашения, часов: 72 → 48\n"
        "    ↳ для новых приглашений\n\nВвести в действие?" in seen["text"]
    )

    await company.administrator.taps("Ввести в действие")
    await company.administrator.sees("Регламент, версия 2, в силе.")

    await company.administrator.sends("/rulebook")
    sent = await company.administrator.sees_file("rulebook.yaml")
    assert "изменения внесены: Мария Лебедева" in sent["caption"]
    assert (await company.administrator.file(sent)).decode() == CHANGED


async def test_what_a_change_touches_is_counted_and_comes_true(company: Company):
    await company.given_deal()
    await company.given_deal(await company.given_client("ООО «Лютик»", None))
    await company.waits(days=1, hours=4)  # twelve working hours
    tighter = DEFAULT.replace("limit_working_hours: 16", "limit_working_hours: 8")

    await company.administrator.sends_file(tighter.encode(), "rules.yaml")

    seen = await company.administrator.sees("лимит этапа: 2 → 1 рабочий день")
    assert "↳ 2 сделки станут просроченными" in seen["text"]
    await company.administrator.taps("Ввести в действие")
    await company.administrator.sees("Регламент, версия 2, в силе.")
    now = company.clock().isoformat()
    late = f"SELECT count(*) FROM deals WHERE stage_due_at <= '{now}'"
    assert await company.value(late) == 2


async def test_an_older_version_is_looked_at_taken_and_returned_to(company: Company):
    admin = company.administrator
    await admin.sends_file(CHANGED.encode(), "new.yaml")
    await admin.taps("Ввести в действие")
    await admin.taps("🕓 Версии")
    seen = await admin.sees("Версии регламента")
    assert "· Мария Лебедева, new.yaml" in seen["text"]
    assert "· как в поставке" in seen["text"]

    await admin.taps("2")
    seen = await admin.sees("Против версии 1:")
    assert "• срок приглашения, часов: 72 → 48" in seen["text"]
    assert "Вернуть" not in str(seen["reply_markup"])
    await admin.taps("« Версии")
    await admin.taps("1")
    seen = await admin.sees("Сейчас в силе другая.")
    assert "Против" not in seen["text"]
    await admin.taps("📄 Файл")
    sent = await admin.sees_file("rulebook-1.yaml")
    assert (await admin.file(sent)).decode() == DEFAULT

    await admin.taps("↩️ Вернуть")
    seen = await admin.sees("Вернуть версию 1: изменится 2 правила")
    assert "• срок приглашения, часов: 48 → 72" in seen["text"]
    await admin.taps("Ввести в действие")
    await admin.sees("Регламент, версия 3, в силе.")
    await admin.taps("🕓 Версии")
    await admin.sees("· Мария Лебедева, вернули версию 1")


async def test_an_outdated_return_says_so_and_strangers_get_the_usual_answer(company: Company):
    admin = company.administrator
    await admin.sends_file(CHANGED.encode(), "rules.yml")
    await admin.taps("Ввести в действие")
    card = await admin.sees("в силе")

    for data, answer in (
        ("rules-vr:2", "В файле то же, что и в действующей версии 2. Менять нечего."),
        ("rules-vr:99", "Не нашлось."),
        ("rules-v:99:0", "Не нашлось."),
        ("rules-vf:99", "Не нашлось."),
    ):
        told = await admin.taps_data(card, data, forged=True)
        assert answer in told["text"]
    await company.rep.sends("/people")
    theirs = await company.rep.sees("Группа")
    for data in ("rules-vs:0", "rules-v:1:0", "rules-vf:1", "rules-vr:1"):
        told = await company.rep.taps_data(theirs, data, forged=True)
        assert told["text"] == "Это может только администратор. Обратитесь к нему."
    assert await company.value("SELECT count(*) FROM rulebooks") == 2


async def test_the_second_tap_says_that_it_is_done(company: Company):
    await company.administrator.sends_file(CHANGED.encode(), "rules.yml")
    card = await company.administrator.sees("Ввести в действие?")
    data = card["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await company.administrator.taps("Ввести в действие")
    await company.administrator.sees("в силе")

    answer = await company.administrator.taps_data(card, data, forged=True)

    assert "уже ввели в действие: Мария Лебедева" in answer["text"]


async def test_a_dismissed_file_changes_nothing(company: Company):
    await company.administrator.sends_file(CHANGED.encode(), "rules.yml")
    await company.administrator.taps("Отмена")
    await company.administrator.sees("Оставили как было.")

    await company.administrator.sends("/rulebook")
    await company.administrator.sees("Регламент, версия 1")


async def test_every_fault_of_a_wrong_file_is_named_with_its_line(company: Company):
    wrong = DEFAULT.replace("limit_working_hours: 16", "limit_working_hours: много").replace(
        "currency: RUB", "currency: рубль"
    )
    lines = wrong.splitlines()
    hours = next(n for n, line in enumerate(lines, 1) if "hours: много" in line)
    money = next(n for n, line in enumerate(lines, 1) if "рубль" in line)

    await company.administrator.sends_file(wrong.encode(), "rules.yaml")

    text = (await company.administrator.sees("Файл не принят: 2 ошибки"))["text"]
    assert f"Строка {hours}, pipeline.stages[1].limit_working_hours: нужно целое число" in text
    assert f"Строка {money}, company.currency: нужна валюта тремя буквами, например RUB" in text
    assert "Сейчас там: «рубль»" in text


async def test_what_is_no_rulebook_at_all_is_refused_in_words(company: Company):
    refused = None
    for content in (b" ", b"\x00\xff", b"a: [", b"&a 1", b"- 1"):
        await company.administrator.sends_file(content, "rules.yaml")

        refused = await company.administrator.sees("Файл не принят", newer_than=refused)


async def test_a_file_far_too_large_is_not_even_fetched(company: Company):
    await company.administrator.sends_file(b"#" * 1_000_001, "rules.yaml")

    await company.administrator.sees("файл слишком большой")


async def test_a_rep_neither_gets_nor_confirms_rules(company: Company):
    await company.rep.sends("/rulebook")
    seen = await company.rep.sees("Это может только администратор.")

    assert "document" not in seen
    await company.administrator.sends_file(CHANGED.encode(), "rules.yml")
    await company.administrator.sees("Ввести в действие?")
    await company.rep.sends("/people")
    card = await company.rep.sees("Группа")
    answer = await company.rep.taps_data(card, "rules-on:1", forged=True)
    assert answer["text"] == "Это может только администратор. Обратитесь к нему."
    assert await company.told() == []
