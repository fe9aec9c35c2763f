"""What the kind reports of what the corrector finds; the corrector itself is tested by itself."""

from pathlib import Path

import pytest
from tests.checking import hits, texts

from hegao import api
from hegao.checks.base import Parameters, Scope, Subject
from hegao.checks.kinds import spelling
from hegao.draft.recognise import recognise
from hegao.readers import read_text
from hegao.spelling import choice
from hegao.spelling.corrector import Corrected, Correction

TEXT = "松岚市人民政付印发方案。\n市人民政付另有通知。"


class Told:
    """A corrector that finds one wrong character wherever it stands, with one certainty."""

    def __init__(self, certainty, particle=False, unread=0):
        self.certainty, self.particle, self.unread = certainty, particle, unread

    def correct(self, listed):
        found = [
            tuple(Correction(at, at + 1, "府", self.certainty, self.particle) for at, c in enumerate(text) if c == "付")
            for text in listed
        ]
        return Corrected(found, self.unread)


@pytest.fixture
def told(monkeypatch):
    def tell(*what, **more):
        monkeypatch.setattr(choice, "corrector", lambda settings: Told(*what, **more))

    return tell


@pytest.mark.parametrize(
    ("certainty", "params", "found"),
    [
        (0.9, {"least": 0.8}, 2),
        (0.8, {"least": 0.8}, 2),
        (0.7, {"least": 0.8}, 0),
        (0.7, {"least": 0.5, "below": 0.8}, 2),
        (0.8, {"least": 0.5, "below": 0.8}, 0),
        (0.9, {"least": 0.8, "particles": True}, 0),
        (0.9, {"least": 0.8, "repeated": 2}, 0),
        (0.999, {"least": 0.8, "repeated": 2}, 2),
        (0.9, {"least": 0.8, "repeated": 2, "surely": 0.9}, 2),
    ],
)
def test_certainty_and_habit_decide(told, certainty, params, found):
    told(certainty)
    assert texts(hits("spelling", params, TEXT)) == ["付"] * found


def test_particles_are_a_matter_of_their_own(told):
    told(0.9, particle=True)
    assert hits("spelling", {"least": 0.8}, TEXT) == []
    assert len(hits("spelling", {"least": 0.8, "particles": True, "repeated": 1}, TEXT)) == 2


@pytest.mark.parametrize(("group", "found"), [("府付", 0), ("府县", 2)])
def test_what_only_the_facts_can_tell_is_not_reported(told, group, found):
    told(0.99)
    assert len(hits("spelling", {"least": 0.8, "interchangeable": [group]}, TEXT)) == found


@pytest.mark.parametrize(("reports", "found"), [(0, 2), (1, 2), (2, 0)])
def test_what_past_reports_write_is_trusted(told, reports, found):
    told(0.9)
    asked = []

    def attested(words):
        asked.extend(words)
        return dict.fromkeys(words, reports)

    check = spelling.parse(Parameters("group.rule", {"least": 0.8}, Path()))
    draft = read_text(TEXT)
    subject = Subject(draft, recognise(draft), attested=attested)
    assert len(list(check.find(subject, Scope()))) == found
    assert set(asked) == {"政付", "付印", "付另"}


@pytest.mark.parametrize("unread", [0, 7])
def test_what_was_not_read_closely_is_said_once(told, unread):
    told(0.99, unread=unread)
    notices = api.check(api.read_text(TEXT)).draft.notices
    assert [f"至少还有 {unread} 句" in notice for notice in notices if "细读" in notice] == [True] * bool(unread)


def test_before_a_place_only_what_becomes_an_area_is_told(told, tmp_path):
    told(0.9)
    areas = tmp_path / "areas.txt"
    areas.write_text("自府区\n", encoding="utf-8")
    text = "学付镇出台政策。\n民族自付区出台政策。"
    assert len(hits("spelling", {"least": 0.8}, text)) == 2
    assert not hits("spelling", {"least": 0.8, "places": "镇区"}, text)
    assert len(hits("spelling", {"least": 0.8, "places": "镇区", "areas": str(areas)}, text)) == 1


@pytest.fixture
def reads(monkeypatch):
    """Have the corrector read certain characters of a text as others."""

    def read(written, new):
        class Reader:
            def correct(self, listed):
                at = [text.find(written) for text in listed]
                end = len(written)
                return Corrected([(Correction(a, a + end, new, 0.99),) if a >= 0 else () for a in at], 0)

        monkeypatch.setattr(choice, "corrector", lambda settings: Reader())

    return read


@pytest.mark.parametrize(
    ("text", "written", "new", "found"),
    [
        ("东抬市印发通知。", "抬", "台", 1),
        ("还书区印发通知。", "还书", "海曙", 1),
        ("东抬市印发通知。", "抬", "泰", 0),
        ("人县印发通知。", "人", "任", 0),
        ("东台市印发通知。", "台", "泰", 0),
        ("任县印发通知。", "任", "认", 0),
        ("到海曙区政付调研。", "付", "府", 1),
        ("组长由主任高雨担任。", "雨", "于", 0),
        ("主任高雨要求抓好落实。", "雨", "于", 1),
    ],
)
def test_names_of_divisions_and_persons_are_known(reads, tmp_path, text, written, new, found):
    (tmp_path / "names.txt").write_text("东台市\n海曙区\n任县\n", encoding="utf-8")
    reads(written, new)
    params = {"least": 0.8, "places": "市县区", "divisions": "names.txt", "persons": "主任(?P<at>..)担任"}
    check = spelling.parse(Parameters("group.rule", params, tmp_path))
    draft = read_text(text)
    assert len(list(check.find(Subject(draft, recognise(draft)), Scope()))) == found
