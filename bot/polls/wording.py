from bot.texts import Texts
from domain.polls.model import ByLanguage


def said_in(words: ByLanguage, texts: Texts) -> str:
    """In the reader's language; Russian, the default, where it is not there."""
    return words.get(texts.language.value) or words.get("ru", "")
