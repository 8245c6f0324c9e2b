from bot.digests.callback_data import OpenDigestSetting
from bot.screens import Button, Screen
from bot.texts import texts_for
from domain.delivery.model import Notice
from domain.org.model import Actor


async def group_lost(actor: Actor, notice: Notice) -> Screen | None:
    """For who switched a group's digest on: the bot is in that group no more."""
    texts = texts_for(actor.language)
    button = Button(texts.plain("digest-groups-button"), OpenDigestSetting(setting="groups"))
    text = texts("digest-group-lost", group=str(notice.facts.get("group") or ""))
    return Screen(text, ((button,),))
