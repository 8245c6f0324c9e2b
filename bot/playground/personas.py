from dataclasses import dataclass
from typing import Final

from bot.playground.refusals import Json

ROLE_TITLES: Final = {
    "rep": {"ru": "Менеджер по продажам", "en": "Sales rep"},
    "lead": {"ru": "Руководитель группы", "en": "Team lead"},
    "manager": {"ru": "Руководитель филиала", "en": "Branch manager"},
    "director": {"ru": "Директор", "en": "Director"},
    "administrator": {"ru": "Администратор", "en": "Administrator"},
    "client": {"ru": "Клиент", "en": "Client"},
}


@dataclass(frozen=True, slots=True)
class Persona:
    """Someone to be in the playground: a Telegram user with a role in the demo company.

    ``user_id`` is also the id of the private chat with the bot, as in Telegram.
    """

    key: str
    user_id: int
    first_name: str
    role: str
    last_name: str = ""
    language: str = "ru"
    username: str = ""
    phone: str = ""

    def as_user(self) -> Json:
        """The ``User`` object that Telegram sends to a bot."""
        user: Json = {"id": self.user_id, "is_bot": False, "first_name": self.first_name}
        if self.last_name:
            user["last_name"] = self.last_name
        if self.username:
            user["username"] = self.username
        if self.language:
            user["language_code"] = self.language
        return user

    @property
    def is_in_group(self) -> bool:
        """Clients are not in the company's group chat."""
        return self.role != "client"

    @property
    def role_title(self) -> dict[str, str]:
        """The role in words, by language code; an unknown role is shown as it is."""
        return ROLE_TITLES.get(self.role, {"ru": self.role, "en": self.role})
