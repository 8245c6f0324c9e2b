"""The words of a sheet of plans, in one language and in all of them."""

from collections.abc import Sequence
from functools import cache

from bot.texts import CURRENCY_SIGNS, Texts, texts_for
from domain.language import Language
from domain.org.whose import WhoseKind
from domain.plans.model import Planned
from domain.plans.sheets import Column, SheetWords

KINDS = (WhoseKind.PERSON, WhoseKind.TEAM, WhoseKind.BRANCH, WhoseKind.COMPANY)
SUMMED = (WhoseKind.PERSON, WhoseKind.BRANCH)


def sheet_words(texts: Texts, currency: str) -> SheetWords:
    sign = CURRENCY_SIGNS.get(currency, currency)

    def titles(what: str) -> dict[Planned, str]:
        return {
            planned: texts.plain(
                f"plan-sheet-{what}-{planned}", **({"sign": sign} if planned.is_money else {})
            )
            for planned in Planned
        }

    return SheetWords(
        title=texts.plain("plan-sheet-title"),
        columns={column: texts.plain(f"plan-sheet-{column}") for column in Column},
        plans=titles("plan"),
        facts=titles("fact"),
        shares={planned: texts.plain(f"plan-sheet-share-{planned}") for planned in Planned},
        kinds={kind: texts.plain(f"plan-sheet-kind-{kind}") for kind in KINDS},
        total=texts.plain("plan-sheet-total"),
        totals={kind: texts.plain(f"plan-sheet-total-{kind}") for kind in SUMMED},
        note=texts.plain("plan-sheet-note"),
    )


@cache
def known_words(first: Language) -> Sequence[SheetWords]:
    """Of every language, ``first`` before the others: a sheet is read whoever wrote it.

    The currency's sign is no part of a name.
    """
    languages = sorted(Language, key=lambda language: language is not first)
    return tuple(sheet_words(texts_for(language), "") for language in languages)
