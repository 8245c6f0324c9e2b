"""What Telegram says of a person's account, kept as they use the bot."""

from tests.company import Company


async def test_the_language_of_an_account_is_kept_when_its_person_writes(company: Company) -> None:
    other_rep = await company.given_joined("other_rep")
    assert (await company.person("other_rep")).telegram_language is None

    await other_rep.sends("/day")
    await other_rep.sees("ваш день")

    assert (await company.person("other_rep")).telegram_language == "ru"


async def test_nothing_is_written_of_accounts_that_are_as_they_were(company: Company) -> None:
    rows = "SELECT count(*) FROM audit"
    before = await company.value(rows)

    await company.rep.sends("/day")
    await company.rep.sees("ваш день")

    assert await company.value(rows) == before
