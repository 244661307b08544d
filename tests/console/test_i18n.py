"""Every sentence is complete in Latvian and Lithuanian, in the right plural form, and what is compiled is what is written."""

from __future__ import annotations

import ast
import gc
import re
import shutil
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QLocale

from console import i18n, line_words, words
from console.times import day
from units.state import Facts, Line, Status

CODES = ("lv", "lt")
PLACE = re.compile(r"\{[a-z_0-9]*\}|%n|%L?\d|\t")


@pytest.fixture
def speak(qapp: QCoreApplication) -> Iterator[Any]:
    yield lambda code: i18n.install(qapp, code)
    i18n.install(qapp, "en")
    QLocale.setDefault(QLocale("C"))


def messages(path: Path) -> list[tuple[str, str, list[str], str]]:
    """(context, source, translations, type) of every message."""
    found = []
    for context in ElementTree.parse(path).getroot().iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
            found.append((name, message.findtext("source") or "", forms, translation.get("type") or ""))
    return found


@pytest.mark.parametrize("code", CODES)
def test_nothing_is_untranslated_or_left_over(code: str) -> None:
    for context, source, forms, kind in messages(i18n.FOLDER / f"kopa_{code}.ts"):
        assert not kind, f"{code}: {context}: {source!r} is {kind}"
        assert all(forms), f"{code}: {context}: {source!r} is empty"


@pytest.mark.parametrize("code", CODES)
def test_no_translation_loses_a_placeholder(code: str) -> None:
    for context, source, forms, _ in messages(i18n.FOLDER / f"kopa_{code}.ts"):
        for form in forms:
            wanted, got = sorted(PLACE.findall(source)), sorted(PLACE.findall(form))
            assert wanted == got, f"{code}: {context}: {source!r} → {form!r}"
            assert source.endswith("…") == form.endswith("…"), f"{code}: {source!r} → {form!r}"


def test_every_string_of_the_sources_is_in_the_files_and_no_other(tmp_path: Path) -> None:
    """The files are what ``python -m console.i18n`` would make of the sources as they are now."""
    for code in i18n.LANGUAGES:
        shutil.copy(i18n.FOLDER / f"kopa_{code}.ts", tmp_path)
    i18n.collect(tmp_path)
    for code in i18n.LANGUAGES:
        before = {(c, s) for c, s, _, _ in messages(i18n.FOLDER / f"kopa_{code}.ts")}
        after = {(c, s) for c, s, _, _ in messages(tmp_path / f"kopa_{code}.ts")}
        assert before == after, f"{code}: run python -m console.i18n and translate"


def test_what_is_compiled_is_what_is_written(tmp_path: Path) -> None:
    i18n.compile_all(target=tmp_path)
    for code in i18n.LANGUAGES:
        name = f"kopa_{code}.qm"
        assert (tmp_path / name).read_bytes() == (i18n.FOLDER / name).read_bytes(), (
            f"{name}: run python -m console.i18n"
        )


def test_no_string_hides_from_the_collector() -> None:
    """Qt's collector sees literal arguments only, and nothing inside an f-string."""
    for path in i18n.sources():
        tree = ast.parse(path.read_text("utf-8"))
        hidden = [
            call.lineno
            for string in ast.walk(tree)
            if isinstance(string, ast.JoinedStr)
            for call in ast.walk(string)
            if isinstance(call, ast.Call) and _name(call) in ("tr", "translate")
        ]
        assert not hidden, f"{path.name}: lines {hidden}: a sentence inside an f-string"
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and _name(call) == "tr":
                first = call.args[0]
                assert isinstance(first, ast.Constant), f"{path.name}:{call.lineno}: not a literal"


def _name(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


PLURALS = {
    "en": ["0 rows", "1 row", "2 rows", "10 rows", "11 rows", "21 rows"],
    "lv": ["0 rindu", "1 rinda", "2 rindas", "10 rindas", "11 rindas", "21 rinda"],
    "lt": ["0 eilučių", "1 eilutė", "2 eilutės", "10 eilučių", "11 eilučių", "21 eilutė"],
}
UNHEARD = {
    "en": ["0 unheard", "1 unheard", "2 unheard", "10 unheard", "11 unheard", "21 unheard"],
    "lv": [
        "0 nenoklausītu", "1 nenoklausīta", "2 nenoklausītas", "10 nenoklausītas", "11 nenoklausītas", "21 nenoklausīta",
    ],
    "lt": [
        "0 neperklausytų", "1 neperklausyta", "2 neperklausytos", "10 neperklausytų", "11 neperklausytų",
        "21 neperklausyta",
    ],
}  # fmt: skip


@pytest.mark.parametrize("code", i18n.LANGUAGES)
def test_plural_forms(speak: Any, code: str) -> None:
    speak(code)
    counts = (0, 1, 2, 10, 11, 21)
    assert [words.Counted().rows(n) for n in counts] == PLURALS[code]
    tr = QCoreApplication.translate
    assert [tr("TopBar", "%n unheard", "", n) for n in counts] == UNHEARD[code]


@pytest.mark.parametrize("code", CODES)
def test_every_plural_has_a_form_of_its_own_kind(code: str) -> None:
    forms = [f for _, s, f, _ in messages(i18n.FOLDER / f"kopa_{code}.ts") if "%n" in s]
    assert forms
    assert all(len(three) == 3 for three in forms)
    assert any(len(set(three)) == 3 for three in forms)


AGREED = {
    "lv": {
        ("ModeMark", "LIVE"): "REĀLAIS LAIKS",
        ("ModeMark", "EXERCISE"): "MĀCĪBAS",
        ("review", "REVIEW"): "ARHĪVS",
        ("states", "NOT RECORDING"): "IERAKSTS NENOTIEK",
        ("tile", "no link"): "nav sakaru",
        ("words", "shift supervisor"): "maiņas vadītājs",
        ("words", "false"): "viltus",
        ("StreamRow", "unheard"): "nenoklausīta",
        ("words", "EMERGENCY"): "TRAUKSME",
        ("TilePanel", "Talk-groups"): "Sarunu grupas",
    },
    "lt": {
        ("ModeMark", "LIVE"): "REALUSIS LAIKAS",
        ("ModeMark", "EXERCISE"): "PRATYBOS",
        ("review", "REVIEW"): "PERŽIŪRA",
        ("states", "NOT RECORDING"): "NEĮRAŠOMA",
        ("tile", "no link"): "nėra ryšio",
        ("words", "shift supervisor"): "pamainos vadovas",
        ("words", "false"): "klaidingas",
        ("StreamRow", "unheard"): "neperklausyta",
        ("words", "EMERGENCY"): "PAVOJUS",
        ("TilePanel", "Talk-groups"): "Pokalbių grupės",
    },
}
"""Words the room agreed on: they change there first."""


@pytest.mark.parametrize("code", CODES)
def test_the_agreed_words(speak: Any, code: str) -> None:
    speak(code)
    for (context, source), wanted in AGREED[code].items():
        assert QCoreApplication.translate(context, source) == wanted


def test_a_new_version_of_a_file_in_use_harms_nobody(
    qapp: QCoreApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An update while the console runs: what Qt had mapped into memory would be gone, and the console with it."""
    shutil.copy(i18n.FOLDER / "kopa_lv.qm", tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(i18n, "FOLDER", tmp_path)
        i18n.install(qapp, "lv")
    with (tmp_path / "kopa_lv.qm").open("r+b") as file:
        file.truncate(0)
    gc.collect()
    others = [bytes(size) for size in range(1000, 200_000, 1000)]  # what Qt reads must be its own, not freed
    assert others
    said = QCoreApplication.translate("setup", "a call")
    i18n.install(qapp, "en")
    QLocale.setDefault(QLocale("C"))
    assert said == "saruna"


def test_izsaukums_is_never_a_radio_call() -> None:
    for _, source, forms, _ in messages(i18n.FOLDER / "kopa_lv.ts"):
        for form in forms:
            assert not re.search(r"\bizsaukum(?!a signāl)", form.lower()), f"{source!r} → {form!r}"


def test_statuses_dates_and_lines_follow_the_language(speak: Any) -> None:
    facts = Facts(version=1, statuses={3: Status(code=3, en="on the way", lv="ceļā", lt="pakeliui")})
    line = Line(seq=1, time=0.0, sort="status", word="status", text="3")
    said = {}
    for code in i18n.LANGUAGES:
        speak(code)
        said[code] = (line_words.sentence(line, facts), words.status_name(facts, 0), day(1795297267.0))
    assert said["en"] == ("status 3 · on the way", "emergency", "Sat 21 Nov 2026")
    assert said["lv"][:2] == ("statuss 3 · ceļā", "trauksme")
    assert said["lt"][:2] == ("būsena 3 · pakeliui", "pavojus")
    assert len({dates for _, _, dates in said.values()}) == 3


def test_the_language_is_asked_for_remembered_or_the_desktops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOPA_HOME", str(tmp_path))
    monkeypatch.setattr(QLocale, "system", lambda: QLocale("lt_LT"))
    assert i18n.chosen(None) == "lt"
    i18n.remember("lv")
    assert i18n.chosen(None) == "lv"
    assert i18n.chosen("en") == "en"
    monkeypatch.setattr(QLocale, "system", lambda: QLocale("de_DE"))
    i18n.settings().remove("language")
    assert i18n.chosen("xx") == "en"
