"""Every phrase of the corpus, each a test of its own."""

import pytest

from tests.domain.tasks.drafts import Phrase, corpus, described, parsed


@pytest.mark.parametrize("phrase", corpus(), ids=lambda phrase: phrase.text)
def test_a_phrase_of_the_corpus_is_understood(phrase: Phrase) -> None:
    draft = parsed(phrase.text)

    assert described(draft) == phrase.expected


def test_the_corpus_has_at_least_250_different_phrases() -> None:
    texts = [phrase.text for phrase in corpus()]

    assert len(set(texts)) == len(texts) >= 250
