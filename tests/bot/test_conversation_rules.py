"""Plays the part of docs/conversations/rulebook.md that is for everybody."""

from domain.rulebook.default import default_rulebook_text
from tests.company import Company

DEFAULT = default_rulebook_text()


async def test_everybody_reads_what_concerns_them_by_role(company: Company):
    await company.rep.sends("/rules")
    await company.rep.sees("О чём рассказать?")
    await company.rep.taps("Сделки")
    seen = await company.rep.sees("Этапы по порядку")
    assert "• Первый контакт: 2 рабочих дня. Обязательно:" in seen["text"]
    assert "Вероятности" not in seen["text"]
    await company.rep.taps("« Правила")
    await company.rep.taps("Рабочее время")
    await company.rep.sees("• пн–пт: 09:00–13:00, 14:00–18:00")
    await company.rep.taps("« Правила")
    await company.rep.taps("Компания")
    seen = await company.rep.sees("Регламент меняет администратор.")
    assert "/rulebook" not in seen["text"]

    await company.manager.sends("/rules")
    await company.manager.taps("Клиенты")
    await company.manager.sees("Признаки, что клиента можно потерять")
    await company.administrator.sends("/rules")
    await company.administrator.taps("Компания")
    await company.administrator.sees("Изменить: /rulebook")
    await company.administrator.taps("« Мой день")
    await company.administrator.sees("Мария")


async def test_heads_hear_once_of_what_changed_for_them(company: Company):
    changed = DEFAULT.replace("every_days: 14", "every_days: 10").replace(
        "invitation_hours: 72", "invitation_hours: 48"
    )
    await company.administrator.sends_file(changed.encode(), "rules.yaml")
    await company.administrator.taps("Ввести в действие")
    await company.administrator.sees("Регламент, версия 2, в силе.")
    told = {"lead", "manager", "director", "other_manager"}
    assert sorted(await company.told()) == sorted(
        (company.people[part].id, "rulebook_changed") for part in told
    )

    await company.waits(hours=2)

    seen = await company.lead.sees("Регламент изменился: версия 2")
    assert "• «VIP», раз в столько дней: 14 → 10" in seen["text"]
    assert "приглашен" not in seen["text"]
    await company.rep.does_not_see("Регламент изменился")
    await company.lead.taps("📘 Правила")
    await company.lead.sees("действует сейчас (версия 2)")


async def test_what_concerns_no_head_is_told_to_none(company: Company):
    changed = DEFAULT.replace("invitation_hours: 72", "invitation_hours: 48")

    await company.administrator.sends_file(changed.encode(), "rules.yaml")
    await company.administrator.taps("Ввести в действие")
    await company.administrator.sees("Регламент, версия 2, в силе.")

    assert await company.told() == []


async def test_a_client_does_not_read_the_companys_rules(company: Company):
    await company.rep.sends("/rules")
    card = await company.rep.sees("О чём рассказать?")
    told = await company.rep.taps_data(card, "rules-topic:nonsense", forged=True)
    assert told["answered"]

    await company.client.sends("/rules")

    await company.client.does_not_see("О чём рассказать?")


async def test_rules_that_cannot_be_are_refused_with_their_lines(company: Company):
    wrong, lines = DEFAULT, []
    for right, instead, place, words in (
        ("probability: 0.1\n", "probability: 1.5\n", "stages[1].probability", "не больше 1"),
        ("quiet_hours: 20:00-08:00", "quiet_hours: ночью", "quiet_hours", "промежуток времени"),
        ("    rep: 08:30", "    rep: '25:00'", "digests.rep", "нужно время, например 08:30"),
        ("every_days: 14 ", "every_days: 0 ", "cadences.segments[1].every_days", "не меньше 1"),
        ("threshold_percent: 95", "threshold_percent: 150", "threshold_percent", "не больше 100"),
    ):
        lines.append((DEFAULT[: DEFAULT.index(right)].count("\n") + 1, place, words))
        wrong = wrong.replace(right, instead, 1)

    await company.administrator.sends_file(wrong.encode(), "rules.yaml")

    seen = await company.administrator.sees("Файл не принят: 5 ошибок")
    told = [line for line in seen["text"].splitlines() if line.startswith("•")]
    for (number, place, words), line in zip(lines, told, strict=True):
        assert line.startswith(f"• Строка {number}, ")
        assert place in line
        assert words in line
    assert "Прежний регламент остаётся в силе." in seen["text"]
    assert await company.value("SELECT count(*) FROM rulebook_proposals") == 0
    unbalanced = DEFAULT.replace("weight: 50", "weight: 49", 1)
    await company.administrator.sends_file(unbalanced.encode(), "rules.yaml")
    await company.administrator.sees("веса в сумме дают 99, а нужно 100")
    assert await company.value("SELECT count(*) FROM rulebooks") == 1
