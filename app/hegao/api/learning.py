"""A house style learnt from a document that is held to be exemplary."""

from hegao.checks.base import Subject
from hegao.draft.model import Draft
from hegao.draft.recognise import recognise
from hegao.draft.recognition import Corrections
from hegao.engine.select import Selection, select
from hegao.errors import InputError
from hegao.rulebook.learning import Lesson, learn
from hegao.rulebook.loader import load_rulebook
from hegao.rulebook.profiles import load_profile, profile_for


def learn_profile(draft: Draft, *, profile: str | None = None, corrections: Corrections | None = None) -> Lesson:
    """What a document held to be exemplary states of its look, beside a profile (by default the one for its genre).

    Raises:
        ConfigError: there is no such profile, or a correction is wrong.
        InputError: the draft's file has no layout to learn from.
    """
    if draft.media != "docx":
        raise InputError(f"“{draft.name}”里没有可以归纳的版式，请给出一份排好版的 .docx 文件。")
    recognition = recognise(draft, corrections)
    base = load_profile(profile) if profile else profile_for(recognition.genre.family)
    rules = select(load_rulebook(), base, recognition.genre, draft.media, Selection())
    return learn(Subject(draft, recognition, base.formats), base, rules)
