"""Whose records an operator reads: every question the console puts to the record says it; the table of roles."""

from __future__ import annotations

import ast
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console import rights
from console.calllog import LOOKUPS, CallLogPage
from console.calllog_form import KINDS
from console.enquiry import Enquiry
from console.pins import Operators, operators_path
from console.review import marks
from console.review.gate import Gate
from console.rights import RIGHTS, why_not, why_not_review
from console.theme import Theme
from console.traffic import TrafficPage
from journal.found import Query
from journal.places import data_home
from journal.search import Page, Search
from tests.console import journals
from tests.console.room import NOW, RoomFeed, entries
from units import actions as ac

CONSOLE = Path(rights.__file__).parent
ASKS = {"console/enquiry.py", "console/review/marks.py"}
"""Where the console reads read.db: each is a case of the property below."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("rights")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(home))
        rows = entries(NOW)
        by = {"seat": "1", "operator": "12"}
        rows += [(NOW, ac.Played(**by, call="e1")), (NOW, ac.Searched(**by, purpose="lieta", terms="x"))]  # type: ignore[arg-type]
        return journals.project(journals.write(home / "live", rows))


def signed(role: str, agencies: list[str] | None, mode: str = "live") -> RoomFeed:
    feed = RoomFeed(signed=False)
    feed.take(ac.SignedOn(seat="1", operator="7", role=role, agencies=agencies))
    feed.facts.mode = mode
    return feed


# -- whose records ---------------------------------------------------------------------------------------------------


class Spy:
    """What every search was asked: all methods of :class:`Search` that take a query go through ``_page``."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.asked: list[Query] = []
        self.found: list[Page] = []
        page = Search._page

        def watched(search: Search, kinds: tuple[str, ...], query: Query) -> Page:
            self.asked.append(query)
            self.found.append(page(search, kinds, query))
            return self.found[-1]

        patch.setattr(Search, "_page", watched)


@pytest.fixture
def spy(monkeypatch: pytest.MonkeyPatch) -> Spy:
    return Spy(monkeypatch)


AGENCIES = st.none() | st.lists(st.sampled_from(["vp", "vrs", "pp", "lp", "vsat", "vt", ""]), unique=True, min_size=1)


@settings(max_examples=25)
@given(
    agencies=AGENCIES,
    role=st.sampled_from(rights.ALL),
    unit=st.sampled_from(["", "VP", "vrs113"]),
    text=st.sampled_from(["", "prie", "v"]),
    longer=st.sampled_from([0, 5]),
    kinds=st.lists(st.sampled_from(KINDS), unique=True),
    older=st.booleans(),
    lookups=st.booleans(),
)
def test_every_search_of_the_call_log_says_whose_records(
    qtbot: Any,
    folder: Path,
    spy: Spy,
    agencies: list[str] | None,
    role: str,
    unit: str,
    text: str,
    longer: int,
    kinds: list[str],
    older: bool,
    lookups: bool,
) -> None:
    spy.asked.clear()
    spy.found.clear()
    feed = signed(role, agencies)
    page = CallLogPage(feed, Theme(), folder)
    page.form.unit.setText(unit)
    page.form.text.setText(text)
    page.form.longer.setValue(longer)
    for kind, box in page.form.kinds.items():
        box.setChecked(kind in kinds)
    if older:
        page.form.period.setCurrentIndex(2)
        page.form.purpose.setText("lieta")
    if lookups:
        page.tabs.setCurrentIndex(LOOKUPS)
    try:
        page.search()
        qtbot.waitUntil(lambda: not page._enquiry.busy)
        if page._next is not None:
            page.show_more()
            qtbot.waitUntil(lambda: not page._enquiry.busy)
        if page._query is not None:
            page._enquiry.everything(page._query)
            qtbot.waitUntil(lambda: not page._enquiry.busy)
    finally:
        page.leave()
        page.deleteLater()
    expected = None if agencies is None else tuple(agencies)
    assert [query.agencies for query in spy.asked] == [expected] * len(spy.asked)
    assert spy.asked or lookups
    if role == "dispatcher":
        assert not any(set(query.kinds) - set(KINDS) or not query.kinds for query in spy.asked)
    if agencies is not None:
        assert {row.agency for page_found in spy.found for row in page_found.rows} <= set(agencies)


@settings(max_examples=20)
@given(asked=AGENCIES, claimed=AGENCIES)
def test_what_a_query_claims_of_itself_does_not_count(
    qtbot: Any, folder: Path, spy: Spy, asked: list[str] | None, claimed: list[str] | None
) -> None:
    spy.asked.clear()
    expected = None if asked is None else tuple(asked)
    enquiry = Enquiry(folder, lambda: expected)
    query = Query(agencies=None if claimed is None else tuple(claimed))
    for ask in (enquiry.ask, enquiry.everything):
        with qtbot.waitSignal(enquiry.answered):
            ask(query)
    enquiry.close()
    assert {query.agencies for query in spy.asked} == {expected}


@pytest.mark.parametrize("agencies", [None, ("vp",), ()])
def test_the_time_line_of_a_review_says_whose_records(folder: Path, spy: Spy, agencies: tuple[str, ...] | None) -> None:
    found = marks.load(folder, NOW - 6000, NOW + 60, agencies)
    assert {query.agencies for query in spy.asked} == {agencies}
    assert bool(found) is (agencies != ())


def test_an_unsigned_seat_reads_nothing(qtbot: Any, folder: Path) -> None:
    feed = RoomFeed(signed=False)
    assert feed.agencies == ()
    assert all(why_not(feed, act) for act in RIGHTS)
    enquiry = Enquiry(folder, lambda: feed.agencies)
    with qtbot.waitSignal(enquiry.answered) as told:
        enquiry.ask(Query())
    enquiry.close()
    assert isinstance(told.args[1], Page) and told.args[1].rows == []


def test_there_is_no_other_way_to_the_call_log() -> None:
    """Nothing else in the console opens read.db, so nothing can ask without saying whose records."""
    makes = set()
    for path, tree in sources():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
            if name == "Search":
                makes.add(path)
            if name == "Query" and path == "console/review/marks.py":
                assert any(word.arg == "agencies" for word in call.keywords), "an enquiry adds them, this asks itself"
    names = {
        path
        for path, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and node.id == "Search" and isinstance(node.ctx, ast.Load)
    }
    assert makes | names == ASKS


def sources() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(CONSOLE.rglob("*.py")):
        yield path.relative_to(CONSOLE.parent).as_posix(), ast.parse(path.read_text("utf-8"))


def test_the_traffic_page_shows_own_talk_groups_only(qtbot: Any) -> None:
    shown = {}
    for agencies in (None, ["vp"], ["vp", ""]):
        feed = signed("dispatcher", agencies)
        page = TrafficPage(feed, Theme())
        qtbot.addWidget(page)
        shown[str(agencies)] = page.plot.accessibleName()
    assert "VSAT Ignalina" in shown["None"] and "VP Latgale" in shown["None"]
    assert "VP Latgale" in shown["['vp']"]
    assert "VSAT" not in shown["['vp']"] and "Kopīgā 1" not in shown["['vp']"]
    assert "Kopīgā 1" in shown["['vp', '']"]


# -- which role ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["live", "exercise"])
@pytest.mark.parametrize("role", rights.ALL)
def test_the_table_of_roles(role: str, mode: str) -> None:
    feed = signed(role, None, mode)
    may = {act for act in RIGHTS if not why_not(feed, act)}
    everybody = {"search", "play", "positions", "review"}
    if role != "trainer" or mode == "exercise":
        everybody |= {"all-call"}
    proves = {"export", "look-ups", "hold", "erase", "operators", "configure"}
    if role == "supervisor":
        assert may == everybody | proves
    elif role == "trainer" and mode == "exercise":
        assert may == everybody | {"export", "look-ups"}
    else:
        assert may == everybody


def test_nothing_is_held_or_erased_in_a_review() -> None:
    feed = signed("supervisor", None)

    class Review(RoomFeed):
        can_act = False

    review = Review(signed=False)
    review.picture = feed.picture
    assert {act for act in RIGHTS if why_not(review, act)} == {act for act, right in RIGHTS.items() if right.changes}
    assert RIGHTS["hold"].changes and RIGHTS["erase"].changes


def test_a_replay_of_everybodys_records_is_for_who_may_read_them() -> None:
    assert why_not_review("dispatcher", None) == why_not_review("supervisor", None) == ""
    assert "all agencies" in why_not_review("supervisor", ["vp", "vrs"])
    assert why_not_review("stranger", None)


def test_who_may_not_read_everybodys_records_is_not_let_in(qtbot: Any, folder: Path) -> None:
    Operators(operators_path(data_home(), "live"), time.time).add("7", "Anna", "supervisor", "4711", ["vp", ""])
    gate = Gate(folder, "live", (NOW - 600, NOW), Theme())
    qtbot.addWidget(gate)
    gate.show()
    gate.sign_on.number.setText("7")
    gate.sign_on.pin.setText("4711")
    gate.sign_on.go.click()
    qtbot.waitUntil(lambda: "all agencies" in gate.sign_on.message.text())
    assert not hasattr(gate, "page")


def test_every_right_is_asked_for_somewhere() -> None:
    asked = set()
    for path, tree in sources():
        if path == "console/rights.py":
            continue
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            if isinstance(call.func, ast.Name) and call.func.id == "why_not":
                for node in ast.walk(call.args[1]):
                    if isinstance(node, ast.Constant) and isinstance(node.value, str):
                        asked.add(node.value)
                if isinstance(call.args[1], ast.Name):
                    asked |= {"positions", "hold", "erase"} & constants(tree)
    assert asked == set(RIGHTS) - {"review"}, "which why_not_review asks for"


def constants(tree: ast.Module) -> set[str]:
    return {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def test_positions_of_the_past_are_asked_for_in_two_places() -> None:
    """Which adds whose may be read: tests/console/map/test_past.py and tests/console/export hold that."""
    imports = {
        path
        for path, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("journal.positions")
        if any(alias.name == "Tracks" for alias in node.names)
    }
    assert imports == {"console/map/past.py", "console/export/track.py"}
