import pytest

from hegao.draft.genre import OTHER, genre_named, genres, recognise_genre, roles, title_ending
from hegao.errors import ConfigError, RuleError
from hegao.resources import load_toml, rules_dir

STATUTORY = [
    "决议",
    "决定",
    "命令（令）",
    "公报",
    "公告",
    "通告",
    "意见",
    "通知",
    "通报",
    "报告",
    "请示",
    "批复",
    "议案",
    "函",
    "纪要",
]


def test_the_fifteen_statutory_genres_are_there():
    found = [name for name, spec in genres().items() if spec.family == "statutory"]
    assert sorted(found) == sorted(STATUTORY)


@pytest.mark.parametrize("spec", genres().values(), ids=lambda spec: spec.name)
def test_every_genre_is_complete(spec):
    known = roles()
    ids = [role.id for role in spec.roles]
    assert set(ids) <= set(known)
    assert len(ids) == len(set(ids))
    assert spec.profile == ("gbt9704" if spec.family == "statutory" else "material")
    assert not set(spec.closings) & set(spec.forbidden_closings)


def test_no_title_word_or_alias_belongs_to_two_genres():
    for key in ("endings", "openings", "aliases"):
        owned = [word for spec in genres().values() for word in getattr(spec, key)]
        assert len(owned) == len(set(owned)), key


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("松岚市人民政府关于加强防汛工作的通知", "通知"),
        ("关于印发《青禾县河道管护实施方案》的通知", "通知"),
        ("关于修缮校舍的请示", "请示"),
        ("松岚市农村养老服务调研报告", "调研报告"),
        ("关于农村养老服务的调查与思考", "调研报告"),
        ("青禾县2024年政府工作报告", "政府工作报告"),
        ("青禾县人民政府2024年工作报告", "政府工作报告"),
        ("青禾县2024年政府工作报告（2024年1月8日 李明）", "政府工作报告"),
        ("关于防汛工作情况的报告", "报告"),
        ("青禾县防汛工作方案（征求意见稿）", "实施方案"),
        ("鹭湖区管道燃气事故应急预案", "应急预案"),
        ("在全市教育工作会议上的讲话", "讲话稿"),
        ("浅谈如何写好会议纪要", "纪要"),
        ("浅谈怎样做好信访工作", "理论文章"),
        ("青禾县水库管理办法（试行）", "办法"),
        ("松岚市人民政府令", "命令（令）"),
        ("第3次专题会议纪要", "纪要"),
        ("《望川县乡村振兴规划》", "规划"),
        ("致全县人民的慰问信", "贺信"),
        ("节约用水倡议书", "倡议书"),
        ("青禾县水务局2024年工作总结及2025年工作计划", "工作总结"),
        ("青禾县水务局2024年工作报告", "工作总结"),
        ("关于作风建设情况的自查报告", "汇报材料"),
        ("水库加固工程可行性研究报告", "调研报告"),
        ("2024年度述职述廉报告", "述职报告"),
    ],
)
def test_the_title_tells(title, name):
    genre = recognise_genre([title], [], "")
    assert (genre.name, genre.certain) == (name, True)
    assert genre.reason.startswith("标题以")


def test_title_beats_body():
    assert recognise_genre(["关于修缮校舍的报告"], [], "妥否，请批示。").name == "报告"


def test_the_mark_tells_where_no_title_does():
    genre = recognise_genre([], ["松岚市人民政府令"], "")
    assert (genre.name, genre.reason) == ("命令（令）", "发文机关标志以“令”结尾")


def test_body_gives_a_guess_that_is_not_certain():
    genre = recognise_genre(["关于校舍的事"], [], "以上请示,妥否,请批示。")
    assert (genre.name, genre.certain) == ("请示", False)
    assert "妥否" in genre.reason or "以上请示" in genre.reason


def test_a_report_to_a_congress_is_no_bill():
    opening = "现在，我代表县人民政府向大会报告政府工作，请予审议，请县政协委员和列席人员提出意见。"
    assert recognise_genre(["在望川县第十届人民代表大会第一次会议上"], [], opening).name == "政府工作报告"
    assert recognise_genre(["人事事项"], [], "现提请审议。").name == "议案"


def test_unknown_is_other():
    genre = recognise_genre(["望川水暖"], [], "春天来了。")
    assert (genre.name, genre.family, genre.certain) == (OTHER, "material", False)


def test_stitched_articles_vote():
    genre = recognise_genre(["做好信访工作的六种能力", "浅谈信访工作", "浅析信访工作"], [], "")
    assert genre.name == "理论文章"
    assert genre.reason == "3篇文章中有2篇标题以“浅谈”开头"


def test_a_minority_is_not_certain():
    assert not recognise_genre(["一件小事", "又一件小事", "浅谈信访工作"], [], "").certain


def test_longest_ending_wins():
    spec, word = title_ending("关于社区养老的调研报告")
    assert (spec.name, word) == ("调研报告", "调研报告")
    assert title_ending("望川水暖") is None


def test_names_and_aliases():
    assert genre_named("复函").name == "函"
    assert genre_named(OTHER).family == "material"
    with pytest.raises(ConfigError, match="没有名为“小说”的文种"):
        genre_named("小说")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('name = "甲"\nfamily = "material"\ndirection = "any"\nprofile = "material"\ncolour = "red"', "colour"),
        ('name = "甲"\nfamily = "material"\ndirection = "any"', "profile"),
        ('name = "甲"\nfamily = "novel"\ndirection = "any"\nprofile = "material"', "family"),
        ('name = 1\nfamily = "material"\ndirection = "any"\nprofile = "material"', "name"),
        (
            'name = "甲"\nfamily = "material"\ndirection = "any"\nprofile = "material"\n[[role]]\nid = "lead"',
            "name|required",
        ),
    ],
)
def test_a_wrong_genre_file_names_file_and_key(tmp_path, monkeypatch, content, message):
    from hegao.draft import genre

    (tmp_path / "genres").mkdir()
    (tmp_path / "genres" / "odd.toml").write_text(content, encoding="utf-8")
    monkeypatch.setattr(genre, "rules_dir", lambda: tmp_path)
    genre.genres.cache_clear()
    try:
        with pytest.raises(RuleError, match=message) as caught:
            genre.genres()
        assert "odd.toml" in str(caught.value)
    finally:
        genre.genres.cache_clear()


def test_roles_have_names_and_unique_ids():
    rows = load_toml(rules_dir() / "genres" / "roles.toml")["role"]
    assert len(rows) == len(roles())
    assert all(role.name for role in roles().values())
    assert "存在问题" in {role.name for role in roles().values()}
