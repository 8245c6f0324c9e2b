"""Rules of clients: what kinds there are, how often who hears from us, what is a sign of risk."""

from decimal import Decimal

from bot.rulebook.topics.saying import bullet, ladder, listed, said
from bot.rulebook.wording import segment_name, working_time
from bot.texts import Markup, Texts
from domain.money import Money
from domain.rulebook.cadences import SegmentCadence
from domain.rulebook.risks import SegmentRisks
from domain.rulebook.rules_for import RulesPage
from domain.rulebook.segments import Criteria, Segment


def clients(page: RulesPage, texts: Texts) -> list[Markup]:
    rulebook = page.rulebook
    segments = [
        texts("rules-clients-segments"),
        *(_segment(page, segment, texts) for segment in rulebook.segments),
        said(
            "clients-new",
            texts,
            name=segment_name(rulebook, rulebook.default_segment, texts),
        ),
    ]
    parts = [texts.lines(segments), *_contacts(page, texts)]
    if page.is_head:
        parts.append(_moves_decided(page, texts))
    told = [
        segment.name.for_language(texts.language) for segment in rulebook.segments if segment.tells
    ]
    if page.is_manager and told:
        parts.append(said("clients-told", texts, names=listed(told)))
    if page.is_manager and rulebook.risks.segments:
        parts.append(_risks(page, texts))
    parts.append(
        said("clients-next-product", texts, count=rulebook.cross_sell.least_similar_clients)
    )
    return parts


def _segment(page: RulesPage, segment: Segment, texts: Texts) -> Markup:
    name = segment.name.for_language(texts.language)
    if segment.key == page.rulebook.default_segment:
        return said("clients-segment-others", texts, name=name)
    if not segment.criteria:
        return said("clients-segment-by-hand", texts, name=name)
    ways = [
        _criteria(criteria, page.rulebook.company.currency, texts) for criteria in segment.criteria
    ]
    alternatives = texts.plain("rules-or").join(ways)
    return said("clients-segment", texts, name=name, criteria=alternatives)


def _criteria(criteria: Criteria, currency: str, texts: Texts) -> str:
    parts = []
    for key, least in (("won-money", criteria.won_money), ("won-margin", criteria.won_margin)):
        if least is not None:
            amount = texts.money(Money(Decimal(least.at_least), currency))
            parts.append(texts.plain(f"rules-{key}", amount=amount, count=least.months))
    if (deals := criteria.won_deals) is not None:
        parts.append(
            texts.plain("rules-won-deals", deals=texts.number(deals.at_least), count=deals.months)
        )
    if criteria.regions:
        parts.append(texts.plain("rules-regions", names=listed(criteria.regions)))
    if criteria.sectors:
        parts.append(texts.plain("rules-sectors", names=listed(criteria.sectors)))
    return listed(parts)


def _contacts(page: RulesPage, texts: Texts) -> list[Markup]:
    terms = page.rulebook.cadences.segments
    if not terms:
        return [texts("rules-no-cadences")]
    return [
        texts.lines(
            [
                _cadence(page, known, texts),
                said("cadence-silence", texts, steps=ladder(known.escalation, texts)),
            ]
        )
        for known in terms
    ] + [texts("rules-cadence-later")]


def _cadence(page: RulesPage, known: SegmentCadence, texts: Texts) -> Markup:
    return said(
        "cadence",
        texts,
        name=segment_name(page.rulebook, known.segment, texts),
        count=known.every_days,
        kinds=listed(texts.plain(f"rulebook-value-{kind}") for kind in known.kinds),
        retry=working_time(known.no_answer_retry_working_hours, texts),
    )


def _moves_decided(page: RulesPage, texts: Texts) -> Markup:
    terms = page.rulebook.cadences
    limit = working_time(terms.hours_to_decide, texts)
    return said("cadence-decide", texts, limit=limit, climbs=str(terms.climbs))


def _risks(page: RulesPage, texts: Texts) -> Markup:
    risks = page.rulebook.risks
    lines = [
        bullet(
            f"{segment_name(page.rulebook, known.segment, texts)}: {_signs(page, known, texts)}",
            texts,
        )
        for known in risks.segments
    ]
    limit = working_time(risks.hours_to_decide, texts)
    decide = said("risks-decide", texts, limit=limit, climbs=str(risks.climbs))
    return texts.lines([texts("rules-risks"), *lines, decide])


def _signs(page: RulesPage, known: SegmentRisks, texts: Texts) -> str:
    signs = []
    if known.late_in_a_row is not None:
        signs.append(texts.plain("rules-risk-late", count=known.late_in_a_row))
    if known.thumb_down_days is not None:
        signs.append(texts.plain("rules-risk-thumb", count=known.thumb_down_days))
    if known.fall is not None:
        least = Money(Decimal(known.fall.at_least), page.rulebook.company.currency)
        signs.append(
            texts.plain(
                "rules-risk-fall",
                percent=str(known.fall.percent),
                count=known.fall.months,
                against=texts.plain(f"rulebook-value-{known.fall.against}"),
                least=texts.money(least),
            )
        )
    return "; ".join(signs)


def greetings(page: RulesPage, texts: Texts) -> list[Markup]:
    """Who congratulates whom on what."""
    terms = page.rulebook.greetings
    hours = said(
        "greetings-hours",
        texts,
        morning=f"{terms.morning:%H:%M}",
        evening=f"{terms.evening:%H:%M}",
        count=terms.later_hours,
    )
    by_segment = [
        said(
            "greetings-segment",
            texts,
            name=segment_name(page.rulebook, known.segment, texts),
            who=texts.plain(f"rules-greetings-by-{known.by}"),
            holidays=texts.plain(f"rules-greetings-{known.holidays}"),
        )
        for known in terms.segments
    ]
    return [hours, texts.lines([*by_segment, texts("rules-greetings-others")])]


def polls(page: RulesPage, texts: Texts) -> list[Markup]:
    """What is asked after which contacts."""
    lines = []
    for poll in page.rulebook.polls:
        names = [segment_name(page.rulebook, key, texts) for key in poll.segments]
        lines.append(
            said(
                "poll",
                texts,
                name=poll.name.for_language(texts.language),
                kinds=listed(texts.plain(f"rulebook-value-{kind}") for kind in poll.kinds),
                whom=listed(names) or texts.plain("rules-poll-everybody"),
                count=poll.every_days,
            )
        )
    return [texts("rules-polls"), texts.lines(lines)]
