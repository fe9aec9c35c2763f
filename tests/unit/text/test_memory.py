from hegao.text.memory import LONGEST, remembered


def test_the_last_results_are_kept_and_long_texts_are_not():
    asked = []

    @remembered(2)
    def length(text, more):
        """How long a text is."""
        asked.append(text[:1])
        return len(text) + more

    assert [length("甲", 1), length("甲", 1), length("甲", 2)] == [2, 2, 3]
    assert asked == ["甲", "甲"]
    assert [length("乙", 1), length("甲", 2), length("甲", 1)] == [2, 3, 2]
    assert asked == ["甲", "甲", "乙", "甲"]
    assert [length("长" * (LONGEST + 1), 0) for _ in range(2)] == [LONGEST + 1] * 2
    assert asked[-2:] == ["长", "长"]
    assert length.__doc__ == "How long a text is."
