"""Fingerprints are fixed, shared by near copies, and blind to width, white space and figures."""

from hypothesis import given
from hypothesis import strategies as st

from hegao.corpus.fingerprints import GRAM, HASH_VERSION, WINDOW, fingerprints, fingerprints_of

SENTENCE = "全市水利系统排查水库六十三座，发现隐患四处，均已落实责任人和整改时限。"
texts = st.text(alphabet="松岚望川青禾县市水库检查整改责任落实时限问题", min_size=GRAM + WINDOW, max_size=80)


def test_the_hash_of_a_version_never_changes() -> None:
    assert HASH_VERSION == 1
    assert sorted(fingerprints("松岚市水务局"))[:1] == [35273077412130731]
    assert len(fingerprints("松岚市水务局")) == 1


@given(st.lists(st.text(max_size=40), max_size=6), st.integers(1, 12))
def test_many_texts_at_once_have_those_that_the_definition_gives_each(several: list[str], window: int) -> None:
    def defined(text: str) -> frozenset[int]:
        codes = [ord("0") if "1" <= c <= "9" else ord(c) for c in text]
        grams = zip(codes, codes[1:], codes[2:], codes[3:], strict=False)
        hashes = [
            (((a * 2**21 + b) * 2**21 + c) * 2**21 + d) * 0x9E3779B97F4A7C15 % (2**61 - 1) for a, b, c, d in grams
        ]
        width = min(window, len(hashes))
        return frozenset(min(hashes[i : i + width]) for i in range(len(hashes) - width + 1) if width)

    assert fingerprints_of(several, window) == [defined(text) for text in several]


def test_the_same_text_has_the_same_object() -> None:
    first, second = (fingerprints_of([SENTENCE, "水务局"]) for _ in range(2))
    assert all(one is other for one, other in zip(first, second, strict=True))


def test_width_space_and_figures_do_not_count() -> None:
    assert fingerprints("完成投资1.2亿元，增长8%，建成泵站16座") == fingerprints(
        "完成投资 3.5亿元,增长9%,建成泵站 27 座"
    )


def test_short_texts() -> None:
    assert fingerprints("") == frozenset()
    assert fingerprints("水务局") == frozenset()
    assert len(fingerprints("松岚水务")) == 1


@given(texts, st.text(alphabet="甲乙丙丁", max_size=20), st.text(alphabet="甲乙丙丁", max_size=20))
def test_a_shared_stretch_shares_a_fingerprint(stretch: str, before: str, after: str) -> None:
    assert fingerprints(stretch) & fingerprints(before + stretch + after)


@given(texts)
def test_they_fit_into_a_signed_64_bit_integer(text: str) -> None:
    assert all(0 <= value < 2**61 for value in fingerprints(text))


def test_a_denser_window_keeps_more() -> None:
    assert len(fingerprints(SENTENCE, window=2)) > len(fingerprints(SENTENCE)) >= len(SENTENCE) // (2 * WINDOW)
