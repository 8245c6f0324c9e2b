from enum import StrEnum


class Language(StrEnum):
    RUSSIAN = "ru"
    ENGLISH = "en"


def language_of(chosen: str | None, telegram_code: str | None) -> Language:
    """The person's own choice, else what their Telegram speaks, else Russian."""
    if chosen:
        return Language(chosen)
    if telegram_code and telegram_code.lower().split("-")[0] != Language.RUSSIAN:
        return Language.ENGLISH if telegram_code.lower().startswith("en") else Language.RUSSIAN
    return Language.RUSSIAN
