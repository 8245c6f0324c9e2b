"""Times, places and distances of visits in words."""

from datetime import date, datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

from bot.texts import Markup, Texts
from domain.clients.model import Client
from domain.geography import Point
from domain.visits.model import Visit, VisitStatus
from domain.visits.views import VisitLine

MAP = "https://yandex.ru/maps/"
KILOMETRE = 1000
LONGEST_QUERY = 300


def when_line(
    visit: Visit, visitor_zone: ZoneInfo, texts: Texts, *, zone: ZoneInfo, now: datetime
) -> Markup:
    """On the visitor's wall; on the reader's too where that shows another hour."""
    today = now.astimezone(visitor_zone).date()
    begins, ends = visit.starts_at.astimezone(visitor_zone), visit.ends_at.astimezone(visitor_zone)
    own, own_end = visit.starts_at.astimezone(zone), visit.ends_at.astimezone(zone)
    day = texts.day(begins.date(), today=today)
    if own.utcoffset() == begins.utcoffset():
        return texts("visit-when", day=day, **{"from": f"{begins:%H:%M}", "to": f"{ends:%H:%M}"})
    return texts(
        "visit-when-own",
        day=day,
        ownFrom=f"{own:%H:%M}",
        ownTo=f"{own_end:%H:%M}",
        **{"from": f"{begins:%H:%M}", "to": f"{ends:%H:%M}"},
    )


def distance_words(metres: float, texts: Texts) -> str:
    """«в 120 м», «в 12 км»."""
    if metres < KILOMETRE:
        return texts.plain("distance-metres", metres=round(metres))
    return texts.plain("distance-kilometres", kilometres=texts.number(round(metres / KILOMETRE)))


def map_address(address: str | None, point: Point | None) -> str | None:
    """Where the place is to be seen; None where neither words nor coordinates are known."""
    if point is not None:
        return f"{MAP}?pt={point.longitude:.6f},{point.latitude:.6f}&z=17"
    if address is not None:
        return f"{MAP}?text={quote(address[:LONGEST_QUERY])}"
    return None


def status_mark(status: VisitStatus, texts: Texts) -> str:
    return texts.plain(f"visit-mark-{status.replace('_', '-')}")


def place_line(
    client: Client, visit: VisitLine | None, texts: Texts, *, zone: ZoneInfo, today: date
) -> Markup | None:
    """Where the client is, and who goes there next, as one line of its card."""
    address = client.address
    if visit is None:
        if address is not None:
            return texts("client-place", address=address)
        return None if client.point is None else texts("client-place-known")
    local = visit.starts_at.astimezone(zone)
    when = f"{texts.day(local.date(), today=today)}, {local:%H:%M}"
    if address is None:
        return texts("client-next-visit", when=when, visitor=visit.visitor_name)
    return texts("client-place-visit", address=address, when=when, visitor=visit.visitor_name)
