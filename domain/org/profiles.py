"""A person's Telegram account as it is now: it changes without a word to the bot."""

from dataclasses import dataclass, replace

from domain.desk import Desk
from domain.org.invitations import TelegramAccount
from domain.org.model import Actor


@dataclass(frozen=True, slots=True)
class NoteProfile:
    """Keep what is known of the actor's account; asks and writes nothing where it is the same.

    An account that names no language keeps the one it named before.
    """

    desk: Desk

    async def __call__(self, actor: Actor, account: TelegramAccount) -> None:
        language = account.language_code or actor.telegram_language
        if (account.username, language) == (actor.telegram_username, actor.telegram_language):
            return
        async with self.desk.begin() as uow:
            person = await uow.people.get(actor.id)
            await uow.people.save(
                replace(person, telegram_username=account.username, telegram_language=language)
            )
            await uow.commit()
