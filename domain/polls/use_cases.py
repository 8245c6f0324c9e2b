"""A poll after a contact: looked at, answered, changed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.delivery.model import Matter
from domain.desk import Desk
from domain.errors import NotFound
from domain.interactions import rules as interaction_rules
from domain.interactions.errors import InteractionOfOthers
from domain.interactions.model import Interaction, InteractionId
from domain.interactions.views import InteractionView
from domain.notes import clean_note
from domain.org.model import Actor
from domain.polls import rules
from domain.polls.errors import FreeWordsNotAsked, PollChanged
from domain.polls.model import WORDS_LIMIT, Answer, ByLanguage
from domain.polls.offering import offered_poll
from domain.polls.views import PollPage
from domain.rulebook.model import Rulebook
from domain.rulebook.polls import Poll
from domain.rulebook.values import LocalText
from domain.timeline import Happened
from domain.unit_of_work import UnitOfWork


async def _is_theirs(uow: UnitOfWork, actor: Actor, interaction: Interaction) -> bool:
    return interaction_rules.may_correct(
        interaction,
        acts_for={actor.id, *actor.stands_in_for},
        bosses=await uow.people.bosses(),
    )


@dataclass(frozen=True, slots=True)
class ViewPoll:
    """What is to be asked now; ``question`` asks that one again."""

    desk: Desk

    async def __call__(
        self, actor: Actor, interaction_id: InteractionId, key: str, question: int | None = None
    ) -> PollPage:
        """Raises: NotFound: also where neither the rulebook nor the contact knows the poll."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            view = await uow.interactions.view(interaction_id, actor.scope)
            rulebook = (await self.desk.rules(uow, actor)).rulebook
            answers = await uow.polls.answers(interaction_id, key)
            poll = rulebook.find_poll(key)
            if poll is None and not answers:
                raise NotFound(poll=key)
            is_theirs = await _is_theirs(uow, actor, view.interaction)
            may_begin = False
            if poll is not None and not answers and is_theirs:
                offer = await offered_poll(uow, actor, view.interaction, rulebook, now)
                may_begin = offer is not None and offer.key == key
        page = _page(view, key, poll, answers, rulebook, actor)
        if poll is None or not is_theirs:
            return page
        if not answers:
            return replace(page, may_answer=may_begin, asks=0 if may_begin else None)
        return _begun(page, poll, question, now)


def _page(
    view: InteractionView,
    key: str,
    poll: Poll | None,
    answers: Mapping[str, Answer],
    rulebook: Rulebook,
    actor: Actor,
) -> PollPage:
    return PollPage(
        interaction_id=view.interaction.id,
        client_id=view.interaction.client_id,
        client_name=view.client_name,
        key=key,
        poll=poll,
        place=rulebook.polls.index(poll) if poll else 0,
        rules_version=actor.rulebook_version,
        answers=answers,
    )


def _begun(page: PollPage, poll: Poll, question: int | None, now: datetime) -> PollPage:
    """One that has answers: the rest may be asked, and these be changed, for a while."""
    first = rules.began_at(page.answers)
    if not rules.is_open(poll, first, now):
        return page
    asks = rules.next_question(poll, page.answers)
    if question is not None and 0 <= question < len(poll.questions):
        asks = question
    until = first + timedelta(hours=poll.change_hours)
    return replace(page, may_answer=True, asks=asks, changeable_until=until)


@dataclass(frozen=True, slots=True)
class AnswerPoll:
    """A tap: a ready answer, or none, which skips the question."""

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        interaction_id: InteractionId,
        place: int,
        question: int,
        answer: int | None,
        *,
        rules_version: int,
        version: int,
    ) -> tuple[str, bool]:
        """``place``, ``question`` and ``answer`` are positions in the rulebook of
        ``rules_version``; ``version`` is that of the answer before, 0 for none. The poll's key
        comes back, and whether anything was written.

        Raises: NotFound, InteractionOfOthers, PollChanged, PollOver, PollAskedLately,
            PollNotForThis.
        """
        async with self.desk.begin() as uow:
            rulebook = (await self.desk.rules(uow, actor)).rulebook
            poll = _poll_at(rulebook, place, question, interaction_id, actor, rules_version)
            chosen = None
            if answer is not None:
                ready = poll.questions[question].answers
                if not 0 <= answer < len(ready):
                    raise PollChanged(interaction_id=interaction_id)
                chosen = ready[answer]
            told = _Told(
                chosen.key if chosen else None, _by_language(chosen.name) if chosen else None
            )
            is_new = await _keep(
                self.desk, uow, actor, interaction_id, poll, question, told, version
            )
            await uow.commit()
        return poll.key, is_new


@dataclass(frozen=True, slots=True)
class NamePollQuestion:
    """Keys of the poll and the question in these places, before it is answered in words."""

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        interaction_id: InteractionId,
        place: int,
        question: int,
        *,
        rules_version: int,
    ) -> tuple[str, str]:
        """Raises: NotFound, PollChanged."""
        async with self.desk.begin() as uow:
            await uow.interactions.view(interaction_id, actor.scope)
            rulebook = (await self.desk.rules(uow, actor)).rulebook
        poll = _poll_at(rulebook, place, question, interaction_id, actor, rules_version)
        return poll.key, poll.questions[question].key


@dataclass(frozen=True, slots=True)
class AnswerPollInWords:
    """What the client said, where no ready answer fits."""

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        interaction_id: InteractionId,
        key: str,
        question: str,
        words: str,
        *,
        version: int,
    ) -> None:
        """Raises: as AnswerPoll, and NoteMissing, NoteTooLong, FreeWordsNotAsked."""
        words = clean_note(words, limit=WORDS_LIMIT).replace("\n", " ")
        async with self.desk.begin() as uow:
            rulebook = (await self.desk.rules(uow, actor)).rulebook
            poll = rulebook.find_poll(key)
            keys = [known.key for known in poll.questions] if poll else []
            if poll is None or question not in keys:
                raise PollChanged(interaction_id=interaction_id)
            position = keys.index(question)
            if not poll.questions[position].free_words:
                raise FreeWordsNotAsked
            told = _Told(words=words)
            await _keep(self.desk, uow, actor, interaction_id, poll, position, told, version)
            await uow.commit()


@dataclass(frozen=True, slots=True)
class _Told:
    answer: str | None = None
    name: ByLanguage | None = None
    words: str | None = None


def _poll_at(
    rulebook: Rulebook,
    place: int,
    question: int,
    interaction_id: InteractionId,
    actor: Actor,
    rules_version: int,
) -> Poll:
    """The poll in its place, if the question is there too. Raises: PollChanged."""
    if rules_version == actor.rulebook_version and 0 <= place < len(rulebook.polls):
        poll = rulebook.polls[place]
        if 0 <= question < len(poll.questions):
            return poll
    raise PollChanged(interaction_id=interaction_id)


def _by_language(words: LocalText) -> ByLanguage:
    return {"ru": words.ru, "en": words.en}


async def _keep(
    desk: Desk,
    uow: UnitOfWork,
    actor: Actor,
    interaction_id: InteractionId,
    poll: Poll,
    position: int,
    told: _Told,
    version: int,
) -> bool:
    """The client is locked: of two who ask at once the second asks nothing."""
    now = desk.clock()
    seen = await uow.interactions.view(interaction_id, actor.scope)
    client = await uow.clients.get(seen.interaction.client_id, actor.scope)
    interaction = await uow.interactions.get(interaction_id, actor.scope)
    if not await _is_theirs(uow, actor, interaction):
        raise InteractionOfOthers(name=seen.person_name, interaction_id=interaction_id)
    answers = await uow.polls.answers(interaction_id, poll.key)
    question = poll.questions[position]
    given = Answer(
        client_id=client.id,
        interaction_id=interaction.id,
        poll=poll.key,
        poll_name=_by_language(poll.name),
        question=question.key,
        question_text=_by_language(question.text),
        position=position,
        segment=client.segment,
        answered_by=actor.id,
        answered_at=now,
        answer=told.answer,
        answer_name=told.name,
        words=told.words,
    )
    before = answers.get(question.key)
    if before is not None and before.says_the_same(given):
        return False  # the second tap
    rules.require_version(before, version, interaction_id)
    if answers:
        rules.require_open(poll, rules.began_at(answers), now)
    else:
        asked = await uow.polls.asked(client.id, interaction.id)
        last = asked.get(poll.key, rules.NEVER)
        rules.require_may_ask(poll, interaction, client.segment, last, now, zone=actor.zone)
    await uow.polls.keep(given, now)
    if before is not None or not given.is_skipped:
        await _tell(uow, actor, given, now)
    return True


async def _tell(uow: UnitOfWork, actor: Actor, given: Answer, now: datetime) -> None:
    facts: dict[str, object] = {"poll": given.poll_name, "question": given.question_text}
    if given.answer_name is not None:
        facts["answer"] = given.answer_name
    if given.words is not None:
        facts["words"] = given.words
    await uow.timeline.add(
        Happened.POLL_ANSWERED,
        at=now,
        client_id=given.client_id,
        actor_id=actor.id,
        facts=facts,
    )
    await uow.ledger.refresh(Matter.CLIENT, given.client_id, except_for=actor.id)
