from bot.texts import Markup, Texts
from domain.handovers.model import Kind


def kind_name(kind: Kind, texts: Texts) -> str:
    return texts.plain(f"handover-kind-{str(kind).replace('_', '-')}")


def kind_line(kind: Kind, count: int, texts: Texts) -> Markup:
    """«Клиенты: 12»."""
    return texts("handover-kind-line", kind=kind_name(kind, texts), count=count)
