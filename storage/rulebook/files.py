import asyncio

from domain.rulebook.model import Rulebook
from storage.rulebook_file import read_rulebook, write_rulebook


class YamlRulebookFiles:
    """``RulebookFiles`` in YAML; the work is done in threads."""

    async def read(self, content: bytes | str) -> Rulebook:
        return await asyncio.to_thread(read_rulebook, content)

    async def write(self, rulebook: Rulebook, source_text: str | None) -> str:
        return await asyncio.to_thread(write_rulebook, rulebook, source_text)
