"""The status book: the same code means what each agency says it means, and 0 is emergency for all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from radio import events as ev
from tests.units.room import RADIOS, entries
from units import actions as ac
from units import book
from units.entry import Anything
from units.picture import Picture
from units.snapshot import subjects
from units.state import Facts, Status

SIGNED = ac.SignedOn(seat="1", operator="12", name="A. Ozols")


def named(code: int, en: str, agency: str = "") -> ac.StatusNamed:
    return ac.StatusNamed(seat="1", operator="12", code=code, en=en, agency=agency)


def facts_of(*whats: Anything) -> Facts:
    picture = Picture()
    picture.apply_all(entries(SIGNED, *whats))
    return picture.facts


def said(facts: Facts, code: int, agency: str) -> str | None:
    row = book.meaning(facts, code, agency)
    return row.en if row is not None else None


def test_each_agency_reads_its_own_book_and_then_the_common_one() -> None:
    facts = facts_of(named(0x8002, "free"), named(0x8002, "at the border", "vrs"), named(0x8003, "busy", "vp"))
    assert said(facts, 0x8002, "vrs") == "at the border"
    assert said(facts, 0x8002, "vp") == "free"
    assert said(facts, 0x8003, "vp") == "busy"
    assert said(facts, 0x8003, "vrs") is None, "another agency's word would be a wrong one"
    assert said(facts, 0x8003, "") == "busy", "nobody knows whose radio it is, and only one book has it"
    assert said(facts, 0x8002, "") == "free"
    assert [row.en for row in book.offered(facts, "vrs")] == ["at the border"]
    assert sorted(row.en for row in book.offered(facts, "vp")) == ["busy", "free"]


def test_nought_is_emergency_in_every_book() -> None:
    facts = facts_of(named(0, "free"), named(0, "at the border", "vrs"))
    assert not list(book.rows(facts))
    facts = facts_of(named(0, "free"), ev.StatusReceived(radio=RADIOS[0], code=0))
    assert facts.units[RADIOS[0]].status == book.EMERGENCY == 0


def test_a_row_without_words_goes() -> None:
    facts = facts_of(named(7, "post"), named(7, "post", "vp"), named(7, "", "vp"))
    assert [(row.code, row.agency) for row in book.rows(facts)] == [(7, "")]
    assert not list(book.rows(facts_of(named(7, "post"), named(7, ""))))


def test_a_row_that_an_older_program_kept_by_its_code_alone() -> None:
    facts = Facts(version=1, statuses={7: Status(code=7, en="post", agency="vp")})
    assert said(facts, 7, "vp") == "post" and said(facts, 7, "vrs") is None
    book.put(facts, Status(code=7, en="posts", agency="vp"))
    assert [row.en for row in book.rows(facts)] == ["posts"]


@given(
    st.lists(
        st.tuples(st.integers(0, 4), st.sampled_from(["", "vp", "vrs"]), st.sampled_from(["", "a", "b"])), max_size=20
    )
)
def test_a_row_is_what_was_named_last(rows: list[tuple[int, str, str]]) -> None:
    facts = facts_of(*(named(code, en, agency) for code, agency, en in rows))
    last = {(code, agency): en for code, agency, en in rows if code}
    assert {(row.code, row.agency): row.en for row in book.rows(facts)} == {at: en for at, en in last.items() if en}
    for (code, agency), en in last.items():
        at = book.at(facts, book.key(code, agency))
        assert (at.en if at is not None else "") == en
    told = [what for what in subjects(facts) if what.sort in ("statuses", "agency_statuses")]
    assert len(told) == len(list(book.rows(facts))), "each row is remembered by itself"
