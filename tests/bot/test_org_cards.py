import pytest

from bot.org.cards import branch_screen, found_screen
from bot.org.deep_links import DeepLinks
from bot.org.help_cards import GROUPS, help_screen
from bot.org.menus import COMMANDS, commands_of, menu_of
from bot.texts import texts_for
from domain.language import Language
from domain.org.model import Role
from domain.org.views import BranchListing
from domain.pages import Page


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("role", Role)
def test_help_names_every_command_of_the_role_and_no_other(role, language):
    text = help_screen(role, texts_for(language)).text

    assert {name for name in COMMANDS if f"/{name} " in text} == set(commands_of(role))


def test_the_directory_and_what_was_found_in_it_lead_back_to_the_day():
    texts, page = texts_for(Language.RUSSIAN), Page(0, 8, 0)
    screens = (
        branch_screen(BranchListing(None, (), (), page), texts),
        found_screen((), page, "Никто", texts),
    )

    for screen in screens:
        (last,) = screen.buttons[-1]
        assert last.text == "« Мой день"


def test_every_command_is_in_one_group_of_the_help():
    grouped = [name for names in GROUPS.values() for name in names]

    assert sorted(grouped) == sorted(COMMANDS)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("role", Role)
def test_a_menu_is_one_that_telegram_takes(role, language):
    menu = menu_of(role, language)

    assert 0 < len(menu) <= 100
    assert all(1 <= len(command.description) <= 256 for command in menu)


def test_a_prefix_has_one_opener():
    async def opened(message):
        raise AssertionError(message)

    links = DeepLinks()
    links.add("deal", opened)

    with pytest.raises(ValueError, match="two openers"):
        links.add("deal", opened)
