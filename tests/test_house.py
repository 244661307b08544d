"""The absences of the design, each with a test that fails when one comes back."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("console", "station", "journal", "units", "radio", "gps", "resources", "benchmarks")
SQL = re.compile(
    r"\b(SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+(TABLE|INDEX|TRIGGER)|PRAGMA\s)"
)
CLOCKS = {
    ("time", "time"),
    ("time", "time_ns"),
    ("time", "monotonic"),
    ("time", "monotonic_ns"),
    ("time", "perf_counter"),
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
}


def modules(*packages: str) -> Iterator[Path]:
    for package in packages:
        yield from sorted((ROOT / package).rglob("*.py"))


def everything() -> Iterator[Path]:
    yield ROOT / "main.py"
    yield from modules(*PACKAGES, "tests")


def imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_qt_outside_the_console() -> None:
    qt = ("PySide6", "pyqtgraph", "shiboken6")
    guilty = [
        named(p)
        for p in modules("station", "journal", "units", "radio", "gps")
        if any(i.startswith(qt) for i in imports(p))
    ]
    assert guilty == []


MAP_FILES = {f"console/map/{one}.py" for one in ("packs", "gazetteer", "imports/drafting", "imports/geopackage")}
"""Map packs are SQLite files; nothing else in the console is."""


def test_no_sql_outside_the_journal() -> None:
    libraries = ("sqlite3", "apsw", "pysqlite3", "sqlite_utils")
    for path in modules("console", "station", "units", "radio", "gps"):
        if named(path) in MAP_FILES:
            continue
        assert not any(i.startswith(libraries) for i in imports(path)), named(path)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not SQL.search(node.value), f"{named(path)}:{node.lineno}"


def test_no_socket_serial_port_or_http_outside_the_station() -> None:
    wire = ("socket", "serial", "http", "urllib", "asyncio", "aiohttp", "PySide6.QtNetwork", "requests", "select")
    guilty = [
        f"{named(p)}: {i}"
        for p in modules("console", "journal", "units", "radio", "gps")
        for i in imports(p)
        if i.split(".")[0] in wire or i in wire
    ]
    assert guilty == []


def clock_reads(path: Path) -> list[str]:
    reads = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and (node.value.id, node.attr) in CLOCKS
        ):
            reads.append(f"{named(path)}:{node.lineno}")
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            reads.append(f"{named(path)}:{node.lineno}")
    return reads


def test_codecs_picture_and_rules_are_told_the_time() -> None:
    decoding = ROOT / "radio" / "decode.py"  # a program: it is the one who tells the codec
    guilty = [read for p in modules("units", "radio", "gps") if p != decoding for read in clock_reads(p)]
    assert guilty == []


def test_the_clock_test_bites() -> None:
    assert clock_reads(ROOT / "journal" / "clock.py"), (
        "the journal reads the clock: a test that sees nothing there is blind"
    )


def test_nothing_is_called_utils_or_manager() -> None:
    banned_file = re.compile(r"(^|_)(utils?|helpers?|common|manager|misc)(_|$)")
    banned_class = re.compile(r"(Manager|Handler|Helper|Data|Utils?)$")
    for path in everything():
        assert not any(banned_file.search(part) for part in path.relative_to(ROOT).with_suffix("").parts), named(path)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                assert not banned_class.search(node.name), f"{named(path)}: {node.name}"


def test_modules_are_small() -> None:
    long = [f"{named(p)}: {n}" for p in everything() if (n := len(p.read_text(encoding="utf-8").splitlines())) > 400]
    assert long == []


def test_every_module_says_what_it_knows() -> None:
    silent = [
        named(p)
        for p in [ROOT / "main.py", *modules(*PACKAGES)]
        if p.read_text(encoding="utf-8").strip() and not ast.get_docstring(ast.parse(p.read_text(encoding="utf-8")))
    ]
    assert silent == []


def harmless(node: ast.stmt) -> bool:
    """True for what a module may have at its top: definitions, constants, imports, guards."""
    if isinstance(node, ast.If):
        test = ast.unparse(node.test)
        return any(word in test for word in ("__name__", "TYPE_CHECKING", "sys.platform", "sys.version_info"))
    if isinstance(node, ast.Try):
        return all(harmless(n) for n in node.body) and all(harmless(n) for h in node.handlers for n in h.body)
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    return isinstance(
        node,
        (
            ast.Import,
            ast.ImportFrom,
            ast.FunctionDef,
            ast.AsyncFunctionDef,
            ast.ClassDef,
            ast.Assign,
            ast.AnnAssign,
            ast.Pass,
        ),
    )


def test_no_module_runs_code_on_import() -> None:
    guilty = [
        f"{named(p)}:{node.lineno}"
        for p in modules(*PACKAGES)
        if p.name != "__main__.py"
        for node in ast.parse(p.read_text(encoding="utf-8")).body
        if not harmless(node)
    ]
    assert guilty == []


def test_no_global_registry_or_singleton() -> None:
    for path in modules("console", "station", "journal", "units", "radio", "gps"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not isinstance(node, ast.Global), f"{named(path)}:{node.lineno}: global state"
            if isinstance(node, ast.FunctionDef):
                assert node.name not in ("get_instance", "instance", "register"), f"{named(path)}:{node.lineno}"


@pytest.mark.parametrize("package", ["station.app", "journal.log", "units.picture", "radio.find", "gps.fix"])
def test_importing_the_engine_room_loads_no_qt(package: str) -> None:
    code = f"import sys, {package}; sys.exit(any(m.split('.')[0] == 'PySide6' for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
