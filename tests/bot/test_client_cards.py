"""Cards and lists of clients fit into a message, whatever the client is like."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.clients import cards
from bot.screens import CALLBACK_DATA_BYTES, Screen
from bot.texts import texts_for
from domain.clients.model import (
    NAME_LIMIT,
    Client,
    ClientId,
    ClientLine,
    ClientPhone,
    Contact,
    ContactId,
    Twin,
)
from domain.clients.queries import ClientPage, FoundClients
from domain.clients.views import ClientView
from domain.language import Language
from domain.org.model import BranchId, PersonId
from domain.pages import Page
from domain.phones import Phone
from storage.rulebook_file import read_default_rulebook

LARGEST_ID = 2**63 - 1
RULEBOOK = read_default_rulebook()
LANGUAGES = list(Language)
LONG = "<&\"'>" * (NAME_LIMIT // 5)


def a_page(*, name: str = "Ромашка", many: int = 0) -> ClientPage:
    client = Client(
        id=ClientId(LARGEST_ID),
        name=name,
        branch_id=BranchId(1),
        owner_id=PersonId(1),
        segment="dropped_by_the_rulebook",
        created_at=datetime(2026, 3, 2, tzinfo=UTC),
    )
    view = ClientView(
        client=client,
        owner_name=None,
        branch_name="Москва",
        contacts=tuple(Contact(ContactId(n), name, "директор") for n in range(many)),
        phones=tuple(ClientPhone("+79991234567", "12", ContactId(n)) for n in range(many)),
        open_deals=0,
        won_deals=0,
        open_money=(),
        won_money=(),
    )
    return ClientPage(view, None, RULEBOOK)


def assert_fits(screen: Screen) -> None:
    assert screen.fitting_text == screen.text
    for row in screen.buttons:
        for button in row:
            assert len((button.callback_data or "").encode()) <= CALLBACK_DATA_BYTES
            assert 0 < len(button.text) <= 100


def test_a_contact_with_a_phone_is_named_once() -> None:
    page, texts = a_page(name="Анна", many=2), texts_for(Language.RUSSIAN)
    alone = replace(page.view.contacts[1], name="Борис")
    view = replace(page.view, contacts=(page.view.contacts[0], alone), phones=page.view.phones[:1])

    card = cards.client_card(replace(page, view=view), texts, zone=ZoneInfo("Europe/Moscow"))

    assert "📞 +79991234567, доб. 12 (Анна, директор)\nКонтакты: Борис (директор)\n" in card.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("many", [0, 1, 300])
def test_a_card_fits_however_long_the_names_and_many_the_phones(
    language: Language, many: int
) -> None:
    page, texts = a_page(name=LONG, many=many), texts_for(language)

    assert_fits(cards.client_card(page, texts, zone=ZoneInfo("Europe/Moscow"), is_found=True))
    assert_fits(cards.client_changes(page, texts))
    assert_fits(
        cards.client_history(
            page.view, [], Page(0, 8, 0), RULEBOOK, texts, zone=ZoneInfo("Europe/Moscow")
        )
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_of_long_names_fits(language: Language) -> None:
    line = ClientLine(ClientId(LARGEST_ID), LONG, LONG, LONG, 0, LONG)
    found = FoundClients((line,) * 8, Page(8, 8, 24), None)

    assert_fits(cards.found_clients(found, LONG * 20, texts_for(language)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("phone", [None, Phone("+79991234567")])
def test_an_empty_search_offers_to_create(language: Language, phone: Phone | None) -> None:
    screen = cards.found_clients(
        FoundClients((), Page(0, 8, 0), phone), LONG * 20, texts_for(language)
    )

    assert_fits(screen)
    assert len(screen.buttons) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_five_twins_with_long_names_fit(language: Language) -> None:
    twins = [Twin(LONG, LONG, True, ClientId(1), LONG)] * 4 + [Twin("Казань", None, False)]

    lines = cards.twin_lines(twins, texts_for(language))

    assert len(lines.splitlines()) == 5
    assert "<&" not in lines
