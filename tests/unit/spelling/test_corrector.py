"""What holds for any model: places in the text as given, one result for all ways of asking, bounded pieces."""

import numpy as np
import pytest

from hegao.spelling import corrector as module
from hegao.spelling import suspicion
from hegao.spelling.corrector import Corrector
from hegao.spelling.symbols import LONG, RESERVED, fold, pieces
from tests.unit.spelling.conftest import PAIRS, SENTENCES

WRONG = [pair[0] for pair in PAIRS if pair[0] != pair[1]]


def test_a_place_counts_characters_as_given(model):
    text = "　　" + WRONG[0].replace("安权", "２０２４年，安权") + " ABC "
    found = [c for c in Corrector(model).correct([text]).texts[0] if c.new == "全"]
    assert [text[c.start : c.end] for c in found] == ["权"]


def test_white_space_inside_is_not_replaced(model):
    spread = WRONG[0].replace("安权", "安 权")
    for correction in Corrector(model).correct([spread]).texts[0]:
        assert len(correction.new) == correction.end - correction.start


def places(found):
    return [(c.start, c.end, c.new) for c in found]


def test_sentences_are_the_same_alone_and_together(model):
    texts = WRONG + SENTENCES
    alone = [places(Corrector(model, thorough=True).correct([text]).texts[0]) for text in texts]
    assert [places(found) for found in Corrector(model, thorough=True).correct(texts).texts] == alone
    (together,) = Corrector(model, thorough=True).correct(["".join(texts)]).texts
    offsets = np.cumsum([0, *map(len, texts)])
    shifted = [
        (at + start, at + end, new) for at, found in zip(offsets, alone, strict=False) for start, end, new in found
    ]
    assert places(together) == shifted


def test_the_size_of_batches_changes_nothing(model, monkeypatch):
    expected = Corrector(model).correct(WRONG).texts
    monkeypatch.setattr(module, "_BATCH", 10)
    monkeypatch.setattr(suspicion, "_BATCH", 10)
    assert Corrector(model).correct(WRONG).texts == expected


def test_a_known_sentence_is_not_looked_at_again(model, monkeypatch):
    corrector = Corrector(model)
    first = corrector.correct(["".join(WRONG)]).texts
    looked = []
    monkeypatch.setattr(Corrector, "_read", lambda self, batch, *, again: looked.extend(batch))
    assert corrector.correct(["".join(WRONG)]).texts == first
    assert looked == []


def test_sentences_long_unused_are_forgotten(model, monkeypatch):
    monkeypatch.setattr(module, "_REMEMBERED", 5)
    corrector = Corrector(model)
    corrector.correct(SENTENCES[:8])
    corrector.correct(SENTENCES[:2])
    assert len(corrector._suspicion) == 2


def test_of_a_long_text_the_most_doubtful_sentences_are_read(model, monkeypatch):
    monkeypatch.setattr(module, "_SHORT", 0)
    monkeypatch.setattr(module, "_ENOUGH", len(WRONG[0]) + 1)
    monkeypatch.setattr(module, "_SHARE", 0)
    monkeypatch.setattr(module, "_LIKELY", 50)
    read = []
    monkeypatch.setattr(Corrector, "_read", lambda self, batch, *, again: read.extend(batch) or [()] * len(batch))
    Corrector(model).correct([*SENTENCES[:30], WRONG[0], *SENTENCES[30:]])
    assert read == ["\1" + WRONG[0]]


def test_what_most_likely_holds_a_slip_is_read_beside_the_rest(model, monkeypatch):
    monkeypatch.setattr(module, "_SHORT", 0)
    monkeypatch.setattr(module, "_ENOUGH", len(WRONG[0]) + 1)
    monkeypatch.setattr(module, "_SHARE", 0)
    monkeypatch.setattr(module, "_LIKELY", -50)
    read = []
    monkeypatch.setattr(Corrector, "_read", lambda self, batch, *, again: read.extend(batch) or [()] * len(batch))
    Corrector(model).correct([*SENTENCES[:30], *WRONG[:3], *SENTENCES[30:]])
    assert len(read) == 2
    assert set(read) < {"\1" + wrong for wrong in WRONG[:3]}


def test_a_thorough_corrector_reads_every_sentence(model, monkeypatch):
    read = []
    monkeypatch.setattr(Corrector, "_read", lambda self, batch, *, again: read.extend(batch) or [()] * len(batch))
    monkeypatch.setattr(module, "_SHORT", 0)
    Corrector(model, thorough=True).correct(SENTENCES)
    assert read == ["\1" + sentence for sentence in SENTENCES]


def test_the_most_doubtful_sentences_are_looked_at_once_more_whatever_was_read_before(model, monkeypatch):
    tasks = []
    monkeypatch.setattr(module, "_AGAIN", len(WRONG[0]) + 1)
    monkeypatch.setattr(
        Corrector, "_read", lambda self, batch, *, again: tasks.extend((s, again) for s in batch) or [()] * len(batch)
    )
    corrector = Corrector(model)
    corrector.correct([WRONG[0], *SENTENCES[:5]])
    assert [sentence for sentence, again in tasks if again] == ["\1" + WRONG[0]]
    tasks.clear()
    corrector.correct(SENTENCES[:5])  # now another sentence is the most doubtful one
    assert len(tasks) == 1
    assert all(again for _, again in tasks)


@pytest.mark.parametrize("text", ["", "。", "\0\1\2", "𠮷鱻囧", "ABC 123", "，" * 2000, "松" * 5000])
def test_odd_texts_are_read(model, text):
    (found,) = Corrector(model).correct([text]).texts
    for correction in found:
        assert 0 <= correction.start < correction.end <= len(text)


def test_a_sentence_without_end_comes_in_pieces():
    text = fold("松岚市水库，" * 400).text
    cut = list(pieces(text))
    assert "".join(piece[1:] for _, piece in cut) == text
    assert [begin for begin, _ in cut] == np.cumsum([0, *(len(piece) - 1 for _, piece in cut)])[:-1].tolist()
    assert max(len(piece) for _, piece in cut) <= LONG + 1
    assert {piece[-1] for _, piece in cut} == {"，"}
    assert [piece[0] for _, piece in cut] == [RESERVED[1], *RESERVED[0] * (len(cut) - 1)]
    assert len(list(pieces("松" * (3 * LONG)))) == 3
