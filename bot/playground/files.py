import io
import mimetypes
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from bot.playground.journal import Journal
from bot.playground.refusals import BadRequest, Json

UPLOAD_LIMIT: Final = 50 * 1024 * 1024
PHOTO_LIMIT: Final = 10 * 1024 * 1024
DOWNLOAD_LIMIT: Final = 20 * 1024 * 1024
"""What Telegram's own server takes from a bot, as a photo, and gives to a bot, in bytes."""

_FOLDERS: Final = {
    "photo": "photos",
    "voice": "voice",
    "document": "documents",
    "video": "videos",
    "audio": "music",
    "video_note": "video_notes",
}
KINDS: Final = frozenset(_FOLDERS)
"""What a message can carry here."""

_NOTE_SIDE: Final = 240
_LONGEST_SUM_OF_SIDES: Final = 10_000
_STEEPEST_RATIO: Final = 20


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in."""

    name: str
    content: bytes
    mime_type: str = ""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that Telegram keeps. ``path`` is what getFile tells."""

    file_id: str
    file_unique_id: str
    kind: str
    name: str
    mime_type: str
    size: int
    path: str
    width: int = 0
    height: int = 0


class Files:
    """Contents by ``file_id``; with ``folder`` they lie in ``files/`` there."""

    def __init__(self, journal: Journal, folder: Path | None = None) -> None:
        self._journal = journal
        self._folder = folder / "files" if folder is not None else None
        self._contents: dict[str, bytes] = {}
        self._stored: dict[str, StoredFile] = {}

    def keep(self, kind: str, upload: Upload) -> StoredFile:
        """Store ``upload`` as one of ``KINDS``.

        Raises:
            BadRequest: empty, or not a picture where a photo is wanted.
        """
        size = len(upload.content)
        if size == 0:
            raise BadRequest("file must be non-empty")
        width, height = _photo_sides(upload.content) if kind == "photo" else (0, 0)
        unique = secrets.token_hex(8)
        guessed = mimetypes.guess_type(upload.name)[0]
        mime = upload.mime_type if upload.mime_type not in {"", "application/octet-stream"} else ""
        suffix = Path(upload.name).suffix.lower() or (".jpg" if kind == "photo" else "")
        stored = StoredFile(
            file_id=f"{kind[0].upper()}gAC{unique}{secrets.token_urlsafe(24)}",
            file_unique_id=unique,
            kind=kind,
            name=Path(upload.name).name or "file",
            mime_type=mime or guessed or "application/octet-stream",
            size=size,
            path=f"{_FOLDERS[kind]}/file_{len(self._stored)}{suffix}",
            width=width,
            height=height,
        )
        self._write(stored, upload.content)
        self._stored[stored.file_id] = stored
        self._journal.append("file", file=asdict(stored))
        return stored

    def remember(self, record: Json) -> None:
        """Take a file record of an earlier run."""
        stored = StoredFile(**record["file"])
        self._stored[stored.file_id] = stored

    def get(self, file_id: str) -> StoredFile:
        """The file with this id.

        Raises:
            BadRequest: there is none.
        """
        stored = self._stored.get(file_id)
        if stored is None:
            raise BadRequest(
                "wrong file identifier/HTTP URL specified"
                if "://" in file_id or not file_id
                else "wrong remote file identifier specified: can't unserialize it. "
                "Wrong last symbol"
            )
        return stored

    def find_by_path(self, path: str) -> StoredFile | None:
        """The file that getFile calls ``path``."""
        return next((file for file in self._stored.values() if file.path == path), None)

    def content(self, stored: StoredFile) -> bytes:
        """The bytes of ``stored``."""
        if self._folder is None:
            return self._contents[stored.file_unique_id]
        return (self._folder / stored.file_unique_id).read_bytes()

    def _write(self, stored: StoredFile, content: bytes) -> None:
        if self._folder is None:
            self._contents[stored.file_unique_id] = content
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / stored.file_unique_id).write_bytes(content)


def _photo_sides(content: bytes) -> tuple[int, int]:
    if len(content) > PHOTO_LIMIT:
        raise BadRequest("file is too big for a photo: PHOTO_SAVE_FILE_INVALID")
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - slow, and rarely needed

    try:
        with Image.open(io.BytesIO(content)) as picture:
            width, height = picture.size
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise BadRequest("IMAGE_PROCESS_FAILED") from error
    too_steep = max(width, height) > _STEEPEST_RATIO * min(width, height)
    if too_steep or width + height > _LONGEST_SUM_OF_SIDES:
        raise BadRequest("PHOTO_INVALID_DIMENSIONS")
    return width, height


def media_of(stored: StoredFile) -> Json:
    """The part of a ``Message`` that shows ``stored``."""
    base: Json = {
        "file_id": stored.file_id,
        "file_unique_id": stored.file_unique_id,
        "file_size": stored.size,
    }
    if stored.kind == "photo":
        return {"photo": [base | {"width": stored.width, "height": stored.height}]}
    if stored.kind == "voice":
        return {"voice": base | {"duration": 1, "mime_type": stored.mime_type}}
    if stored.kind == "video_note":
        return {"video_note": base | {"length": _NOTE_SIDE, "duration": 1}}
    named = {"file_name": stored.name, "mime_type": stored.mime_type}
    if stored.kind == "audio":
        return {"audio": base | named | {"duration": 1}}
    if stored.kind == "video":
        sides = {"width": stored.width, "height": stored.height}
        return {"video": base | named | sides | {"duration": 1}}
    return {"document": base | {"file_name": stored.name, "mime_type": stored.mime_type}}
