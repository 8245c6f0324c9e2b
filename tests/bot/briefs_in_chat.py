"""Briefs filled in in a chat."""

from tests.messages import Json
from tests.person import Person, a_photo

PHOTO = a_photo()


async def begin(person: Person, template: str = "Макет") -> Json:
    await person.sends("/brief")
    await person.taps(template)
    return await person.sees("1 из")


async def fill_layout(person: Person) -> None:
    """From the first question to the look over all of them."""
    await person.sends("Баннер для сайта")
    await person.sees("2 из 7")
    await person.taps("Сайт")
    await person.sees("3 из 7")
    await person.taps("Пропустить")
    await person.sees("4 из 7")
    await person.taps("Пропустить")
    await person.sees("5 из 7")
    await person.sends("Скидка 20 % до <конца> года & точка")
    await person.sees("6 из 7")
    await person.sends_photo(PHOTO)
    await person.sees("Сейчас: 1 файл")
    await person.taps("Готово")
    await person.sees("7 из 7")
    await person.taps("Пропустить")
    await person.sees("Макет: проверьте ТЗ")


async def choose(person: Person, name: str) -> None:
    await person.taps("👤 Исполнитель")
    await person.sends(name.partition(" ")[0])
    await person.taps(name)
    await person.sees(f"Исполнитель: {name}")
