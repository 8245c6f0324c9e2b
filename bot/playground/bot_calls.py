"""A call of the Bot API as it comes over HTTP: read, then checked by aiogram's own classes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, get_args

from aiohttp import BodyPartReader, web
from aiohttp.web_exceptions import HTTPException

from bot.playground.files import UPLOAD_LIMIT, Upload
from bot.playground.refusals import BadRequest, Json, Refused, is_unicode

_MISSING: Final = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "from_chat_id": "chat_id is empty",
    "user_id": "invalid user_id specified",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
    "inline_query_id": "query is too old and response timeout expired or query ID is invalid",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "voice": "there is no voice in the request",
    "video": "there is no video in the request",
    "audio": "there is no audio in the request",
    "video_note": "there is no video note in the request",
}
_TAGGED: Final = "attach://"


@dataclass(frozen=True, slots=True)
class BotCall:
    """One call: ``ask`` holds what was given, with the types of the documentation."""

    method: str
    ask: Json
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str | None:
        """A string parameter, or ``None`` when it was not given."""
        value = self.ask.get(name)
        return None if value is None else str(value)

    def number(self, name: str, default: int) -> int:
        """An integer parameter."""
        value = self.ask.get(name)
        return default if value is None else int(value)


@lru_cache(maxsize=1)
def method_classes() -> Mapping[str, Any]:
    """aiogram's class of each method, by name in lower case: names ignore case in Telegram."""
    # Late: importing aiogram takes seconds, and the clock and the personas do not need it.
    import aiogram.methods as all_methods  # noqa: PLC0415 - see above

    classes = (getattr(all_methods, name) for name in all_methods.__all__)
    return {
        cls.__api_method__.lower(): cls
        for cls in classes
        if isinstance(getattr(cls, "__api_method__", None), str)
    }


async def read_parameters(request: web.Request) -> tuple[Json, dict[str, Upload]]:
    """Parameters from the address and from a body of any of the four forms, and files.

    Raises:
        Refused: the body cannot be read, or a file is too big.
    """
    given: Json = dict(request.query)
    uploads: dict[str, Upload] = {}
    kind = request.content_type
    try:
        if kind == "application/json" and request.can_read_body:
            body = await request.json()
            if not isinstance(body, dict):
                raise BadRequest("object expected")
            given |= body
        elif kind == "multipart/form-data":
            await _read_parts(request, given, uploads)
        elif kind == "application/x-www-form-urlencoded":
            given |= {name: str(value) for name, value in (await request.post()).items()}
    except HTTPException as error:
        raise Refused(error.status, error.reason) from error
    except ValueError as error:
        raise BadRequest("can't parse JSON object") from error
    if not is_unicode(given):
        raise BadRequest("strings must be encoded in UTF-8")
    return given, uploads


async def _read_parts(request: web.Request, given: Json, uploads: dict[str, Upload]) -> None:
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        if part.filename is None:
            given[part.name] = await part.text()
            continue
        content = bytearray()
        while chunk := await part.read_chunk(1 << 16):
            content += chunk
            if len(content) > UPLOAD_LIMIT:
                raise Refused(413, "Request Entity Too Large")
        mime = part.headers.get("Content-Type", "")
        uploads[part.name] = Upload(part.filename, bytes(content), mime)


def check(name: str, given: Json, uploads: Mapping[str, Upload]) -> BotCall:
    """The call, if there is such a method and aiogram's class takes these parameters.

    Raises:
        Refused: 404 for an unknown method, 400 for missing or wrong parameters.
    """
    cls = method_classes().get(name.lower())
    if cls is None:
        raise Refused(404, "Not Found")
    fields = cls.model_fields
    values = {
        key: _decoded(value, fields[key].annotation) if key in fields else value
        for key, value in given.items()
        if value is not None and not (value == "" and key == "reply_markup")
    }
    for key in uploads:
        if key in fields and key not in values:
            values[key] = f"{_TAGGED}{key}"
    from pydantic import ValidationError  # noqa: PLC0415 - with aiogram, and as late

    try:
        model = cls.model_validate(values)
    except ValidationError as error:
        raise BadRequest(_words(error.errors()[0])) from error
    ask = model.model_dump(mode="json", exclude_unset=True, exclude_none=True)
    return BotCall(cls.__api_method__, ask, uploads)


def _decoded(value: object, annotation: object) -> object:
    if not isinstance(value, str):
        return value
    takes_text = str in (annotation, *get_args(annotation))
    if takes_text:
        takes_number = int in get_args(annotation)
        return int(value) if takes_number and value.lstrip("-").isdecimal() else value
    if value[:1] in {"{", "["}:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _words(error: Any) -> str:
    place = error["loc"]
    name = str(place[0]) if place else ""
    if error["type"] == "missing" and len(place) == 1:
        return _MISSING.get(name, f'parameter "{name}" is required')
    if name == "reply_markup":
        return "object expected as reply markup" if len(place) == 1 else _markup_words(error)
    if name == "chat_id":
        return "chat not found"
    return f"can't parse {name}: {error['msg']}"


def _markup_words(error: Any) -> str:
    if error["type"] == "missing":
        return f"can't parse reply markup: can't find field \"{error['loc'][-1]}\""
    return f"can't parse reply keyboard markup JSON object: {error['msg']}"


def upload_or_id(call: BotCall, value: str) -> Upload | str:
    """What a file parameter means: an uploaded file, or the id of a known one.

    Raises:
        BadRequest: it names a part that the request does not have.
    """
    if not value.startswith(_TAGGED):
        return value
    upload = call.uploads.get(value.removeprefix(_TAGGED))
    if upload is None:
        raise BadRequest("file attached under the given name was not found in the request")
    return upload
