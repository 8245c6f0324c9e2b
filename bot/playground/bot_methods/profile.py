"""The bot's own page: command menus, name, descriptions, menu button."""

import re
from typing import Final

from bot.playground.bot_calls import BotCall
from bot.playground.bot_methods.desk import Desk, answers
from bot.playground.refusals import BadRequest, Json
from bot.playground.world import Chat, World

MOST_COMMANDS: Final = 100
LONGEST_COMMAND_DESCRIPTION: Final = 256
_COMMAND: Final = re.compile(r"/?([a-z0-9_]{1,32})")
_TEXTS: Final = {
    "Name": ("name", 64, "name is too long"),
    "Description": ("description", 512, "description is too long"),
    "ShortDescription": ("short_description", 120, "short description is too long"),
}


def _scope_key(desk: Desk, call: BotCall) -> str:
    scope = call.ask.get("scope") or {"type": "default"}
    kind = str(scope["type"])
    if kind in {"chat", "chat_administrators", "chat_member"}:
        chat = desk.world.find_chat(scope["chat_id"])
        if chat is None:
            raise BadRequest("chat not found")
        if not chat.is_group and kind != "chat":
            raise BadRequest(f"can't change commands in private chats by scope {kind}")
        kind += f":{chat.chat_id}"
    if kind.startswith("chat_member:"):
        kind += f":{scope['user_id']}"
    return kind


def _setting(desk: Desk, call: BotCall) -> str:
    return f"commands/{_scope_key(desk, call)}/{_language(call)}"


def _language(call: BotCall) -> str:
    language = call.text("language_code") or ""
    if language and not re.fullmatch("[a-z]{2}", language):
        raise BadRequest("language code is invalid: LANG_CODE_INVALID")
    return language


@answers("setMyCommands")
async def set_my_commands(desk: Desk, call: BotCall) -> bool:
    commands = call.ask["commands"]
    if len(commands) > MOST_COMMANDS:
        raise BadRequest("BOT_COMMANDS_TOO_MUCH")
    kept = []
    for wish in commands:
        name = _COMMAND.fullmatch(wish["command"])
        if name is None:
            raise BadRequest("BOT_COMMAND_INVALID")
        description = wish["description"].strip()
        if not 1 <= len(description) <= LONGEST_COMMAND_DESCRIPTION:
            raise BadRequest("BOT_COMMAND_DESCRIPTION_INVALID")
        kept.append({"command": name[1], "description": description})
    _keep_commands(desk, _setting(desk, call), kept)
    return True


def _keep_commands(desk: Desk, setting: str, commands: list[Json]) -> None:
    desk.world.keep_setting(setting, commands)


@answers("deleteMyCommands")
async def delete_my_commands(desk: Desk, call: BotCall) -> bool:
    _keep_commands(desk, _setting(desk, call), [])
    return True


@answers("getMyCommands")
async def get_my_commands(desk: Desk, call: BotCall) -> list[Json]:
    found: list[Json] = desk.world.settings.get(_setting(desk, call)) or []
    return found


def shown_commands(world: World, chat: Chat, user_id: int, language: str) -> list[Json]:
    """The menu a person sees in a chat: of the narrowest scope that has one, their language first.

    Source: "Determining list of commands" in Telegram's documentation of BotCommandScope.
    """
    persona = world.people[user_id]
    if chat.is_group:
        scopes = [f"chat_member:{chat.chat_id}:{user_id}"]
        if persona.role == "director":
            scopes.append(f"chat_administrators:{chat.chat_id}")
        scopes.append(f"chat:{chat.chat_id}")
        if persona.role == "director":
            scopes.append("all_chat_administrators")
        scopes += ["all_group_chats", "default"]
    else:
        scopes = [f"chat:{chat.chat_id}", "all_private_chats", "default"]
    for scope in scopes:
        for code in (language, ""):
            commands: list[Json] | None = world.settings.get(f"commands/{scope}/{code}")
            if commands:
                return commands
    return []


def _register_text(name: str, field: str, longest: int, refusal: str) -> None:
    @answers(f"setMy{name}")
    async def set_text(desk: Desk, call: BotCall) -> bool:
        value = (call.text(field) or "").strip()
        if len(value) > longest:
            raise BadRequest(refusal)
        desk.world.keep_setting(f"{field}/{_language(call)}", value)
        return True

    @answers(f"getMy{name}")
    async def get_text(desk: Desk, call: BotCall) -> Json:
        settings = desk.world.settings
        default = desk.world.bot["first_name"] if field == "name" else ""
        own = settings.get(f"{field}/{_language(call)}")
        return {field: own or settings.get(f"{field}/") or default}


for _name, (_field, _longest, _refusal) in _TEXTS.items():
    _register_text(_name, _field, _longest, _refusal)


@answers("setChatMenuButton")
async def set_chat_menu_button(desk: Desk, call: BotCall) -> bool:
    button = call.ask.get("menu_button") or {"type": "default"}
    desk.world.keep_setting(_menu_setting(desk, call), button)
    return True


@answers("getChatMenuButton")
async def get_chat_menu_button(desk: Desk, call: BotCall) -> Json:
    settings = desk.world.settings
    found: Json = settings.get(_menu_setting(desk, call)) or settings.get("menu_button/") or {}
    return found or {"type": "commands"}


def _menu_setting(desk: Desk, call: BotCall) -> str:
    if "chat_id" not in call.ask:
        return "menu_button/"
    return f"menu_button/{desk.world.chat_for_bot(call.ask['chat_id']).chat_id}"
