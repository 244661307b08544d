"""The language of the screen: chosen, installed, remembered. English is the source, Latvian and Lithuanian complete.

After changing a sentence anywhere in ``console/``::

    python -m console.i18n     # collects strings into resources/i18n/*.ts and compiles those to *.qm

(``pyside6-lupdate`` and ``pyside6-lrelease`` come with PySide6-Essentials.) ``tests/console/test_i18n.py`` fails on an
untranslated or vanished string, on a lost ``{placeholder}``, and on a ``.qm`` older than its ``.ts``.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QSettings, QTranslator

from journal.places import data_home

LANGUAGES = {"en": "English", "lv": "Latviešu", "lt": "Lietuvių"}
"""What can be chosen, each under its own name."""
FOLDER = Path(__file__).resolve().parent.parent / "resources" / "i18n"
_LOCALES = {"en": "en_GB", "lv": "lv_LV", "lt": "lt_LT"}


def settings() -> QSettings:
    """What the console remembers between starts (language, theme, layout); nothing of the record."""
    return QSettings(str(data_home() / "console.ini"), QSettings.Format.IniFormat)


def chosen(lang: str | None) -> str:
    """The language to use: ``lang`` if given, else the remembered one, else the desktop's, else English."""
    for wanted in (lang, settings().value("language"), *(name[:2] for name in QLocale.system().uiLanguages())):
        if wanted in LANGUAGES:
            return str(wanted)
    return "en"


class _InMemory(QTranslator):
    """Translations as bytes: of a file Qt maps into memory, a new version written over it would end the console.

    Qt reads ``data`` where it lies, so they live as long as the translator.
    """

    def __init__(self, app: QCoreApplication, data: bytes) -> None:
        super().__init__(app)
        self.data = data


def install(app: QCoreApplication, lang: str | None = None) -> str:
    """Make ``app`` speak :func:`chosen` (``lang``); the code of the language it speaks now.

    Strings, plural forms, dates and sorting follow. Widgets made before keep their words: call it before the first, or
    make them anew.
    """
    code = chosen(lang)
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.setParent(None)
    QLocale.setDefault(QLocale(_LOCALES[code]))
    # Qt itself has no current Lithuanian; what it once had is under the older name
    qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    for file in (qt / f"qt_{code}.qm", qt / f"qtbase_{code}.qm", FOLDER / f"kopa_{code}.qm"):
        if file.is_file():
            translator = _InMemory(app, file.read_bytes())
            if translator.load(translator.data, str(file.parent)):
                app.installTranslator(translator)
    return code


def remember(lang: str) -> None:
    """Use ``lang`` at the next start."""
    settings().setValue("language", lang)


def sources() -> list[Path]:
    """The files strings are collected from."""
    return sorted(Path(__file__).resolve().parent.rglob("*.py"))


def collect(folder: Path = FOLDER) -> None:
    """Bring the ``.ts`` files in ``folder`` up to date with the sources. English holds plural forms only."""
    root = Path(__file__).resolve().parent.parent
    files = [str(path.relative_to(root)) for path in sources()]
    with tempfile.TemporaryDirectory() as place:
        titles = Path(place) / "protocols.py"
        titles.write_text(protocol_titles(), encoding="utf-8")
        for code in LANGUAGES:
            only = ["-pluralonly"] if code == "en" else []
            target = folder / f"kopa_{code}.ts"
            _run("lupdate", *files, str(titles), "-ts", str(target), "-no-obsolete", "-locations", "none",
                 "-source-language", "en", "-target-language", code, *only, at=root)  # fmt: skip


def protocol_titles() -> str:
    """What the protocols say of themselves for the set-up page, as a source the collector can read."""
    from radio.find import find_protocol, protocols

    specs = [spec for spec in map(find_protocol, protocols()) if spec.links]
    titles = [title for spec in specs for title in (spec.title, *(option.title for option in spec.options)) if title]
    lines = [
        f'QCoreApplication.translate("protocols", {json.dumps(title, ensure_ascii=False)})'
        for title in dict.fromkeys(titles)
    ]
    return "\n".join(["from PySide6.QtCore import QCoreApplication", *lines, ""])


def compile_all(source: Path = FOLDER, target: Path = FOLDER) -> None:
    """Make the ``.qm`` files the program loads of the ``.ts`` files people edit."""
    for code in LANGUAGES:
        _run("lrelease", "-silent", str(source / f"kopa_{code}.ts"), "-qm", str(target / f"kopa_{code}.qm"), at=source)


def _run(tool: str, *arguments: str, at: Path) -> None:
    """Run one of Qt's translation tools, which PySide6-Essentials wraps as a module function."""
    call = f"import sys; from PySide6.scripts.pyside_tool import {tool}; sys.exit({tool}())"
    subprocess.run([sys.executable, "-c", call, *arguments], check=True, cwd=at, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    collect()
    compile_all()
