"""Taking files in: what is added, known, refused and ignored, from folders, archives and hostile archives."""

import io
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from hegao.corpus import archives, ingest, sources
from hegao.corpus.fingerprints import fingerprints
from hegao.corpus.ingest import add, reports
from hegao.corpus.store import Store
from hegao.readers import read_text
from tests.unit.corpus.conftest import INSPECTION, TRAINING, rows
from tests.wordfiles import p, word_file

SUMMARY = (
    f"松岚市水务局2024年工作总结\n\n一、主要工作\n（一）巡查水库。{INSPECTION}\n"
    f"（二）培训人员。{TRAINING}\n二、下步打算\n{INSPECTION[:30]}。\n"
)
NOTICE = f"松岚市水务局关于开展水库巡查的通知\n\n各县、区水利局：\n\n{TRAINING}\n\n松岚市水务局\n2024年3月5日\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "往稿"
    place.mkdir()
    return place


def archive(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return path


def test_a_file_becomes_a_report(store: Store, folder: Path) -> None:
    (folder / "总结.txt").write_text(SUMMARY, encoding="utf-8")
    account = add(store, [folder / "总结.txt"])
    (taken,) = account.added
    assert (taken.document, taken.title, taken.path) == (1, "松岚市水务局2024年工作总结", str(folder / "总结.txt"))
    (found,) = store.documents()
    assert (found.genre, found.issuer, found.year) == ("工作总结", "松岚市水务局", 2024)
    assert found.characters == len("".join(SUMMARY.split()))


def test_the_outline_is_stored_with_the_length_of_its_sections(store: Store, folder: Path) -> None:
    (folder / "总结.txt").write_text(SUMMARY, encoding="utf-8")
    add(store, [folder])
    outline = [(h.level, h.text, h.label) for h in store.headings([1])]
    assert outline[1:] == [
        (1, "主要工作", "一、"),
        (2, "巡查水库", "（一）"),
        (2, "培训人员", "（二）"),
        (1, "下步打算", "二、"),
    ]
    lengths = {h.text: h.characters for h in store.headings([1])}
    assert lengths["主要工作"] == len(f"（一）巡查水库。{INSPECTION}（二）培训人员。{TRAINING}")
    assert lengths["培训人员"] == len(f"（二）培训人员。{TRAINING}")
    assert lengths["下步打算"] == 31
    levels = [p.level for p in store.paragraphs(1)]
    assert levels == [0, 1, None, None, 1, None]


def test_the_same_text_in_another_file_is_known(store: Store, folder: Path) -> None:
    (folder / "a.txt").write_text(SUMMARY, encoding="utf-8")
    (folder / "b.txt").write_text(SUMMARY.replace("，", ",").replace("\n\n", "\n"), encoding="gb18030")
    (folder / "c.docx").write_bytes(word_file(*(p(line) for line in SUMMARY.split("\n"))))
    account = add(store, [folder])
    assert [Path(taken.path).name for taken in account.added] == ["a.txt"]
    assert [(taken.document, Path(taken.path).name) for taken in account.known] == [(1, "b.txt"), (1, "c.docx")]


def test_a_file_that_fails_does_not_stop_the_rest(store: Store, folder: Path) -> None:
    (folder / "a.docx").write_bytes(b"PK\x03\x04broken")
    (folder / "b.txt").write_bytes(b"")
    (folder / "c.doc").write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    (folder / "d.txt").write_text(NOTICE, encoding="utf-8")
    account = add(store, [folder, folder / "missing.txt", folder / "missing.zip"])
    assert [Path(taken.path).name for taken in account.added] == ["d.txt"]
    refused = {Path(item.path).name: item.reason for item in account.refused}
    assert set(refused) == {"a.docx", "b.txt", "c.doc", "missing.txt", "missing.zip"}
    assert all(reason.endswith("。") for reason in refused.values())


def test_what_is_no_document_is_ignored_in_folders_and_refused_by_name(store: Store, folder: Path) -> None:
    for name in ("图.jpg", "~$总结.docx", ".hidden.txt"):
        (folder / name).write_bytes(b"x")
    account = add(store, [folder])
    assert (account.added, account.refused) == ((), ())
    assert [Path(path).name for path in account.ignored] == ["图.jpg"]
    assert [Path(item.path).name for item in add(store, [folder / "图.jpg"]).refused] == ["图.jpg"]


def test_files_of_every_readable_kind_are_taken(store: Store, folder: Path) -> None:
    (folder / "a.html").write_text(
        f"<html><body>{''.join(f'<p>{line}</p>' for line in SUMMARY.split(chr(10)))}</body></html>"
    )
    (folder / "b.OFD").write_bytes(b"PK\x03\x04broken")
    (folder / "c.rar").write_bytes(b"Rar!")
    account = add(store, [folder])
    assert [Path(taken.path).name for taken in account.added] == ["a.html"]
    refused = {Path(item.path).name: item.reason for item in account.refused}
    assert set(refused) == {"b.OFD", "c.rar"}
    assert "先解压" in refused["c.rar"]


def test_a_folder_without_permission_is_named(store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def walk(top, onerror):
        onerror(PermissionError(13, "denied", str(top)))
        return []

    monkeypatch.setattr(sources.os, "walk", walk)
    (refused,) = add(store, [folder]).refused
    assert refused.path == str(folder)
    assert "权限" in refused.reason


def test_progress_counts_every_file(store: Store, folder: Path) -> None:
    (folder / "a.txt").write_text(SUMMARY, encoding="utf-8")
    (folder / "b.txt").write_bytes(b"")
    archive(folder / "c.zip", {"d.txt": NOTICE.encode()})
    steps: list[tuple[int, int, str]] = []
    add(store, [folder], lambda done, of, path: steps.append((done, of, Path(path).name)))
    assert steps == [(1, 3, "a.txt"), (2, 3, "b.txt"), (3, 3, "d.txt")]


def test_archives_are_read_in_place(store: Store, folder: Path) -> None:
    path = archive(
        folder / "往稿.zip", {"二〇二四/总结.txt": SUMMARY.encode(), "图.png": b"x", "__MACOSX/._a.txt": b"x"}
    )
    account = add(store, [path])
    assert [taken.path for taken in account.added] == [f"{path}/二〇二四/总结.txt"]
    assert account.ignored == (f"{path}/图.png",)
    assert sorted(folder.iterdir()) == [path]


def test_names_in_gbk_are_read(store: Store, folder: Path) -> None:
    path = folder / "旧.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("AAAA.txt", NOTICE)
    path.write_bytes(path.read_bytes().replace(b"AAAA", "通知".encode("gbk")))
    assert [taken.path for taken in add(store, [path]).added] == [f"{path}/通知.txt"]


@pytest.mark.parametrize("name", ["../../etc/x.txt", "/etc/x.txt", "C:/x.txt", "a/../../x.txt", "..\\x.txt"])
def test_names_that_point_outside_are_refused(store: Store, folder: Path, name: str) -> None:
    account = add(store, [archive(folder / "a.zip", {name: NOTICE.encode(), "好.txt": NOTICE.encode()})])
    assert [Path(taken.path).name for taken in account.added] == ["好.txt"]
    assert ["包外" in item.reason for item in account.refused] == [True]


def test_an_archive_in_an_archive_is_refused(store: Store, folder: Path) -> None:
    inner = archive(folder / "inner.zip", {"a.txt": NOTICE.encode()}).read_bytes()
    account = add(store, [archive(folder / "outer.zip", {"inner.zip": inner})])
    assert ["先解压" in item.reason for item in account.refused] == [True]


def test_a_bomb_is_not_unpacked(store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_FILE_BYTES", 1000)
    bomb = archive(folder / "bomb.zip", {"a.txt": "水".encode() * 100_000, "b.txt": NOTICE.encode()})
    account = add(store, [bomb])
    assert [Path(item.path).name for item in account.refused] == ["a.txt"]
    assert [Path(taken.path).name for taken in account.added] == ["b.txt"]


def test_an_archive_of_too_much_is_refused(store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "_MOST_MEMBERS", 1)
    account = add(store, [archive(folder / "many.zip", {"a.txt": b"x", "b.txt": b"x"})])
    assert ["分成几个" in item.reason for item in account.refused] == [True]


@pytest.mark.parametrize("damage", [slice(0, 40), slice(30, None)])
def test_a_damaged_archive_is_refused(store: Store, folder: Path, damage: slice) -> None:
    path = archive(folder / "a.zip", {"a.txt": NOTICE.encode() * 3})
    path.write_bytes(path.read_bytes()[damage])
    account = add(store, [path])
    assert account.added == ()
    assert len(account.refused) == 1


def test_a_member_with_a_password_is_refused(store: Store, folder: Path) -> None:
    path = archive(folder / "a.zip", {"a.txt": NOTICE.encode()})
    data = bytearray(path.read_bytes())
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + at] |= 1
    path.write_bytes(bytes(data))
    assert ["密码" in item.reason for item in add(store, [path]).refused] == [True]


def test_stitched_articles_become_reports_of_their_own(store: Store, folder: Path) -> None:
    parts = [f"第{n}篇：{title}\n一、主要做法\n{text}\n二、下步打算\n{text[:25]}。\n" for n, title, text in STITCHED]
    (folder / "五篇.txt").write_text("".join(parts), encoding="utf-8")
    account = add(store, [folder])
    assert [taken.title for taken in account.added] == ["水库巡查工作总结", "水管员培训工作总结"]
    assert len({taken.path for taken in account.added}) == 1


STITCHED = (("一", "水库巡查工作总结", INSPECTION), ("二", "水管员培训工作总结", TRAINING))


def test_what_was_removed_stays_visible(store: Store, folder: Path) -> None:
    (folder / "总结.txt").write_text(SUMMARY + "更多精彩范文点击主页搜索\n", encoding="utf-8")
    add(store, [folder])
    assert [item.text for item in store.removed_from(1)] == ["更多精彩范文点击主页搜索"]
    assert all("精彩范文" not in paragraph.text for paragraph in store.paragraphs(1))


def test_markdown_is_stored_without_its_marks(store: Store, folder: Path) -> None:
    text = f"---\ntitle: 鹭湖区政府工作报告\n---\n\n## 一、工作回顾\n\n{INSPECTION}\n"
    (folder / "2024.md").write_text(text, encoding="utf-8")
    add(store, [folder])
    (found,) = store.documents()
    assert (found.title, found.issuer, found.year) == ("鹭湖区政府工作报告", "鹭湖区人民政府", 2024)
    assert [p.text for p in store.paragraphs(1)][-2:] == ["一、工作回顾", INSPECTION]


def test_an_issued_text_takes_over_issuer_and_date() -> None:
    draft = read_text(
        "松岚市水务局关于印发《水库巡查实施方案》的通知\n\n各县、区水利局：\n\n"
        "现将《水库巡查实施方案》印发给你们，请认真执行。\n\n松岚市水务局\n2024年3月5日\n\n"
        f"水库巡查实施方案\n\n一、工作目标\n{INSPECTION}\n二、工作安排\n{TRAINING}\n"
    )
    notice, plan = reports(draft, "a.txt")
    assert (notice.genre, plan.genre) == ("通知", "实施方案")
    assert (plan.issuer, plan.date, plan.year) == ("松岚市水务局", "2024-03-05", 2024)


def test_a_genre_given_wins() -> None:
    (found,) = reports(read_text(SUMMARY), "a.txt", genre="汇报材料", origin="sample")
    assert (found.genre, found.origin) == ("汇报材料", "sample")


def test_more_than_is_written_at_once(store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hegao.corpus.ingest._TOGETHER", 200)
    for name in "abcde":
        (folder / f"{name}.txt").write_text(SUMMARY + f"三、其他\n{name}组另有安排。\n", encoding="utf-8")
    (folder / "f.txt").write_text((folder / "a.txt").read_text(encoding="utf-8"), encoding="utf-8")
    account = add(store, [folder])
    assert [taken.document for taken in account.added] == [1, 2, 3, 4, 5]
    assert [taken.document for taken in account.known] == [1]


def tarball(path: Path, members: dict[str, bytes], mode: str = "w:xz") -> Path:
    with tarfile.open(path, mode) as made:
        for name, data in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            made.addfile(member, io.BytesIO(data))
    return path


@pytest.mark.parametrize(("ending", "mode"), [("tar", "w"), ("tar.gz", "w:gz"), ("tgz", "w:gz"), ("tar.xz", "w:xz")])
def test_tar_archives_are_read_in_place(store: Store, folder: Path, ending: str, mode: str) -> None:
    path = tarball(folder / f"往稿.{ending}", {"往稿/总结.txt": SUMMARY.encode(), "往稿/图.png": b"x"}, mode)
    account = add(store, [path])
    assert [taken.path for taken in account.added] == [f"{path}/往稿/总结.txt"]
    assert account.ignored == (f"{path}/往稿/图.png",)
    assert add(store, [folder]).known[0].path == f"{path}/往稿/总结.txt"


@pytest.mark.parametrize("name", ["../x.txt", "/etc/x.txt", "a/../../x.txt"])
def test_names_in_tar_archives_that_point_outside_are_refused(store: Store, folder: Path, name: str) -> None:
    account = add(store, [tarball(folder / "a.tar.gz", {name: NOTICE.encode()}, "w:gz")])
    assert ["包外" in item.reason for item in account.refused] == [True]


def test_links_and_devices_in_tar_archives_are_left_alone(store: Store, folder: Path) -> None:
    with tarfile.open(folder / "a.tar", "w") as made:
        for name, kind in (("链接.txt", tarfile.SYMTYPE), ("设备.txt", tarfile.CHRTYPE)):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "/etc/passwd"
            made.addfile(member)
    account = add(store, [folder])
    assert (account.added, account.refused) == ((), ())


@pytest.mark.parametrize(
    "damage", [lambda data: data[: len(data) // 2], lambda data: b"no archive at all", lambda data: b""]
)
def test_a_damaged_tar_archive_is_refused(store: Store, folder: Path, damage: Callable[[bytes], bytes]) -> None:
    path = tarball(folder / "a.tar.xz", {"总结.txt": SUMMARY.encode()})
    path.write_bytes(damage(path.read_bytes()))
    account = add(store, [path])
    assert ["可能已损坏" in item.reason for item in account.refused] == [True]
    assert account.added == ()


def test_a_header_that_claims_any_length_is_not_believed(store: Store, folder: Path) -> None:
    member = tarfile.TarInfo("pax")
    member.type, member.size = tarfile.XHDTYPE, 1 << 40
    (folder / "a.tar").write_bytes(member.tobuf(tarfile.GNU_FORMAT) + bytes(1024))
    account = add(store, [folder / "a.tar"])
    assert ["可能已损坏" in item.reason for item in account.refused] == [True]


def test_a_tar_archive_of_too_much_is_refused(store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "_MOST_UNPACKED", 1000)
    account = add(store, [tarball(folder / "a.tar.xz", {"a.txt": bytes(600), "b.txt": bytes(600)})])
    assert ["请分成几个" in item.reason for item in account.refused] == [True]


def test_a_name_that_stands_twice_in_an_archive_names_two_files(store: Store, folder: Path) -> None:
    path = folder / "a.tar"
    with tarfile.open(path, "w") as made:
        for text in (SUMMARY, NOTICE):
            member = tarfile.TarInfo("稿.txt")
            member.size = len(text.encode())
            made.addfile(member, io.BytesIO(text.encode()))
    assert len(add(store, [path]).added) == 2
    again = add(store, [path])
    assert (len(again.known), again.replaced) == (2, ())


def test_a_changed_file_has_its_reports_replaced(store: Store, folder: Path) -> None:
    file = folder / "总结.txt"
    file.write_text(SUMMARY, encoding="utf-8")
    add(store, [folder])
    file.write_text(SUMMARY.replace("巡查水库", "巡查堤防"), encoding="utf-8")
    account = add(store, [folder])
    assert [taken.document for taken in account.added] == [2]
    assert [(taken.document, taken.path) for taken in account.replaced] == [(1, str(file))]
    assert [r.id for r in store.documents()] == [2]
    assert rows(store, "fingerprints") == sum(len(fingerprints(p.text)) for p in store.paragraphs(2))


def test_a_report_that_another_file_has_too_stays_when_one_changes(store: Store, folder: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(SUMMARY, encoding="utf-8")
    add(store, [folder])
    (folder / "a.txt").write_text(NOTICE, encoding="utf-8")
    account = add(store, [folder])
    assert (len(account.added), len(account.known), account.replaced) == (1, 1, ())
    assert len(store.documents()) == 2


def test_an_unchanged_file_is_not_read_again(store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "总结.txt").write_text(SUMMARY, encoding="utf-8")
    add(store, [folder])
    monkeypatch.setattr(ingest, "read_bytes", None)
    account = add(store, [folder])
    assert [(taken.document, taken.title) for taken in account.known] == [(1, "松岚市水务局2024年工作总结")]


def test_a_removed_report_comes_back_when_its_file_is_added_again(store: Store, folder: Path) -> None:
    (folder / "总结.txt").write_text(SUMMARY, encoding="utf-8")
    add(store, [folder])
    store.remove([1])
    assert [taken.document for taken in add(store, [folder]).added] == [2]


def test_uploads_of_one_name_do_not_replace_each_other(store: Store, folder: Path) -> None:
    for text in (SUMMARY, NOTICE):
        (folder / "稿.txt").write_text(text, encoding="utf-8")
        assert len(add(store, [folder / "稿.txt"], root=folder).added) == 1
    assert [r.path for r in store.documents()] == ["稿.txt", "稿.txt"]


def test_several_processes_read_the_same(store: Store, folder: Path, tmp_path: Path) -> None:
    for number in range(30):
        (folder / f"{number:02}.txt").write_text(SUMMARY.replace("2024", str(1990 + number)), encoding="utf-8")
    (folder / "99.docx").write_bytes(b"PK\x03\x04broken")
    steps: list[str] = []
    account = add(store, [folder], lambda done, of, path: steps.append(f"{done}/{of} {Path(path).name}"), jobs=2)
    assert steps == [f"{n + 1}/31 {path.name}" for n, path in enumerate(sorted(folder.iterdir()))]
    assert [Path(item.path).name for item in account.refused] == ["99.docx"]
    with Store.open(tmp_path / "alone.sqlite") as alone:
        assert add(alone, [folder]) == account
        assert alone.documents() == store.documents()
        assert list(alone.all_fingerprints()) == list(store.all_fingerprints())


def test_characters_that_databases_refuse_are_replaced(store: Store, folder: Path) -> None:
    (folder / "总结.txt").write_text(SUMMARY.replace("一、主要工作", "一、主\0要工作"), encoding="utf-8")
    add(store, [folder])
    assert [p.text for p in store.paragraphs(1)][1] == "一、主\ufffd要工作"


def test_years_and_series(store: Store, folder: Path) -> None:
    for year in (2021, 2022, 2024):
        (folder / f"{year}.txt").write_text(SUMMARY.replace("2024", str(year)), encoding="utf-8")
    (folder / "通知.txt").write_text(NOTICE, encoding="utf-8")
    add(store, [folder])
    first, second = store.series()
    assert (first.name, first.place, first.genre) == ("松岚市水务局 工作总结", "松岚市", "工作总结")
    assert (first.documents, dict(first.years)) == (3, {2021: 1, 2022: 1, 2024: 1})
    assert second.documents == 1
    assert [r.year for r in store.documents(series=first.name)] == [2021, 2022, 2024]


def test_what_was_read_stays_when_the_user_stops(store: Store, folder: Path) -> None:
    for number in range(4):
        (folder / f"{number}.txt").write_text(f"第{number}号总结\n{INSPECTION * (number + 1)}", encoding="utf-8")

    def stop(done: int, _total: int, _name: str) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add(store, [folder], stop)
    assert len(store.documents()) == 2
    again = add(store, [folder])
    assert (len(again.added), len(again.known)) == (2, 2)
