from tests.checking import hits, texts

from hegao.checks.base import Scope
from hegao.draft.model import Part

TEXT = "要坚持守正创新，走自己的路。\n更多精彩范文请点击主页搜索\n要坚持问题导向，解决真问题。"


def test_only_the_sorts_asked_for_are_reported_and_deleted():
    (hit,) = hits("residue", {"of": ["banner"]}, TEXT)
    assert (hit.place.text, hit.fixes) == ("更多精彩范文请点击主页搜索", ("",))
    assert hit.values["reason"]
    assert hits("residue", {"of": ["contents"]}, TEXT) == []


def test_parts_outside_the_scope_are_left():
    assert texts(hits("residue", {"of": ["banner"]}, TEXT, scope=Scope(parts=frozenset({Part.TABLE})))) == []
