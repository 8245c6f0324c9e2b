"""People found by name: pages of them, however long the text that was searched for."""

from tests.company import Company


async def test_the_list_of_found_people_turns_by_the_text_that_it_answers(company: Company) -> None:
    for number in range(10):
        await company.given_person(f"Анна-Мария Константинопольская {number}")

    await company.rep.sends("/people Анна-Мария Константинопольская")
    await company.rep.sees("Константинопольская")
    await company.rep.taps("Дальше »")

    shown = await company.rep.last()
    assert "Константинопольская 9" in str(shown)
    assert "Константинопольская 0" not in str(shown)
