"""A contact told in one message: ``parse_contact("позвонил Ромашке, ждут скидку до пятницы", …)``.

    message = head, then the rest
    head    = a verb of contact in the past, and beside it, in any order:
      who   = a client or a contact person     «Ромашке», «Иванову из Ромашки»       names
      when  = a day, a time, both; in the past «вчера в 15», «утром», "an hour ago"  past
      means = through what                     «в вотсап», «по видео», "by phone"    deeds
    rest    = what was said; a date to come in it is that of the next step           steps

The head ends at the first word that is none of these. Times of day, tokens and the little language
of forms are those of ``domain.tasks.phrases``; a new verb is a line in ``deeds.py``.
"""

from domain.interactions.phrases.grammar import parse_contact
from domain.interactions.phrases.said import ContactSaid, StepSaid

__all__ = ["ContactSaid", "StepSaid", "parse_contact"]
