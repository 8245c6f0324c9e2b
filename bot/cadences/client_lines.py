"""What a client's card says of the next contact: one line, and one button once it is near."""

from bot.cadences.callback_data import OpenCadence
from bot.cadences.wording import lateness, until_words
from bot.screens import Button, Row
from bot.texts import Markup, Texts
from domain.clients.queries import ClientPage


def next_contact_line(page: ClientPage, texts: Texts) -> Markup | None:
    cadence, today = page.cadence, page.today
    if cadence is None:
        return None
    if cadence.days_late(today):
        late = lateness(cadence.due_on, today, texts)
        return texts("client-next-contact-late", late=late)
    return texts("client-next-contact", until=until_words(cadence.due_on, today, texts))


def next_contact_row(page: ClientPage, texts: Texts) -> tuple[Row, ...]:
    cadence = page.cadence
    if cadence is None or cadence.shows_on > page.today:
        return ()
    opens = OpenCadence(client_id=cadence.client_id)
    return ((Button(texts.plain("client-next-contact-button"), opens),),)
