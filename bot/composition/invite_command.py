"""``naparnik invite``: a link for one person, or for the first administrator."""

from aiogram.utils.deep_linking import create_start_link
from aiogram.utils.link import create_telegram_link

from bot.composition.failures import CommandMisused
from bot.composition.production import until
from bot.composition.telegram import make_bot
from bot.composition.wiring import wire
from bot.delivery.throttle import RequestBudget
from bot.settings import Settings
from bot.texts import Texts
from domain.clock import utc_now
from domain.org.invitations import InviteByName, InviteFirstAdministrator
from domain.rulebook.use_cases import InstallDefaultRulebook
from storage.engine import make_engine

UNKNOWN_BOT = "BOT"


async def print_invitation(
    wanted: str | None, database_url: str, settings: Settings, texts: Texts
) -> None:
    """Print a link for whoever ``wanted`` names; the first administrator's where it is None.

    Raises: NobodyFound, SeveralFound, CommandMisused.
    """
    engine = make_engine(database_url)
    try:
        container = wire(engine, utc_now)
        await container.get(InstallDefaultRulebook)()
        if wanted is None:
            invited = await container.get(InviteFirstAdministrator)(
                texts.plain("cli-administrator-name"), again=True
            )
            if invited is None:
                raise CommandMisused("cli-invite-whom")
        else:
            invited = await container.get(InviteByName)(wanted)
    finally:
        await engine.dispose()
    link = await _link(invited.token, settings)
    moment = until(invited.expires_at)
    print(texts.plain("cli-invited", name=invited.person.name, link=link, until=moment))


async def _link(token: str, settings: Settings) -> str:
    """The deep link; the bot's name is asked of Telegram where there is a token."""
    if settings.bot_token is None:
        return create_telegram_link(UNKNOWN_BOT, start=token)
    bot = make_bot(settings.bot_token.get_secret_value(), settings.bot_api_url, RequestBudget())
    try:
        return await create_start_link(bot, token)
    finally:
        await bot.session.close()
