"""Operators and PINs: right, wrong, locked, shared, damaged; and what the file shows of them."""

import os
import stat
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from console.pins import FAILURES, LOCK_SECONDS, Operators, PinError, operators_path


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def book(tmp_path: Path, clock: Clock) -> Operators:
    return Operators(tmp_path / "home" / "operators.json", clock, PasswordHasher(time_cost=1, memory_cost=64))


def test_the_first_operator_signs_on_and_the_file_is_private(book: Operators) -> None:
    book.add("12", "Anna Bērziņa", "supervisor", "4711")
    who = book.sign_on("12", "4711")
    assert (who.number, who.name, who.role) == ("12", "Anna Bērziņa", "supervisor")
    assert "4711" not in book.path.read_text("utf-8")
    assert "$argon2id$" in book.path.read_text("utf-8")
    if os.name == "posix":
        assert stat.S_IMODE(book.path.stat().st_mode) == 0o600


def test_five_failures_lock_for_a_minute_even_for_the_right_pin(book: Operators, clock: Clock) -> None:
    book.add("12", "", "dispatcher", "4711")
    for left in range(FAILURES - 1, 0, -1):
        with pytest.raises(PinError) as wrong:
            book.sign_on("12", "0000")
        assert (wrong.value.code, wrong.value.left) == ("wrong", left)
    with pytest.raises(PinError, match="locked"):
        book.sign_on("12", "0000")
    clock.now += LOCK_SECONDS - 1
    with pytest.raises(PinError) as locked:
        book.sign_on("12", "4711")
    assert locked.value.code == "locked"
    assert 0 < locked.value.seconds <= 1.5
    clock.now += 2
    assert book.sign_on("12", "4711").number == "12"


def test_the_count_survives_a_new_console(book: Operators, clock: Clock) -> None:
    book.add("12", "", "dispatcher", "4711")
    for _ in range(FAILURES):
        with pytest.raises(PinError):
            Operators(book.path, clock, PasswordHasher(time_cost=1, memory_cost=64)).sign_on("12", "9999")
    with pytest.raises(PinError, match="locked"):
        book.sign_on("12", "4711")


def test_a_right_pin_forgets_earlier_failures(book: Operators) -> None:
    book.add("12", "", "dispatcher", "4711")
    for _ in range(3):
        for _ in range(FAILURES - 1):
            with pytest.raises(PinError, match="wrong"):
                book.sign_on("12", "0000")
        book.sign_on("12", "4711")


def test_guessing_numbers_locks_too_but_locks_nobody_out(book: Operators) -> None:
    book.add("12", "", "dispatcher", "4711")
    for number in range(100, 100 + FAILURES - 1):
        with pytest.raises(PinError, match="wrong"):
            book.sign_on(str(number), "4711")
    with pytest.raises(PinError, match="locked"):
        book.sign_on("500", "4711")
    assert book.sign_on("12", "4711")


def test_a_clock_set_back_locks_nobody_for_longer_than_a_lock(book: Operators, clock: Clock) -> None:
    book.add("12", "", "dispatcher", "4711")
    for _ in range(FAILURES):
        with pytest.raises(PinError):
            book.sign_on("12", "0000")
    clock.now -= 86_400
    with pytest.raises(PinError) as locked:
        book.sign_on("12", "4711")
    assert locked.value.seconds <= LOCK_SECONDS


@pytest.mark.parametrize("pin", ["", "123", "1" * 13, "12a4", "１２３４"])
def test_a_pin_is_four_to_twelve_digits(book: Operators, pin: str) -> None:
    with pytest.raises(PinError, match="pin"):
        book.add("12", "", "dispatcher", pin)
    assert book.all() == []


@pytest.mark.parametrize("number", ["", " ", "12 3", "a/b", "x" * 13])
def test_a_number_is_short_and_plain(book: Operators, number: str) -> None:
    with pytest.raises(PinError, match="number"):
        book.add(number, "", "dispatcher", "4711")


def test_a_number_is_given_once(book: Operators) -> None:
    book.add("12", "", "dispatcher", "4711")
    with pytest.raises(PinError, match="taken"):
        book.add("12", "", "supervisor", "4712")


def test_the_last_supervisor_stays(book: Operators) -> None:
    book.add("1", "", "supervisor", "4711")
    book.add("2", "", "dispatcher", "4711")
    with pytest.raises(PinError, match="last"):
        book.remove("1")
    book.add("3", "", "supervisor", "4711")
    book.remove("1")
    assert [o.number for o in book.all()] == ["2", "3"]


def test_a_new_pin_replaces_the_old_one_and_lifts_the_lock(book: Operators) -> None:
    book.add("12", "", "dispatcher", "4711")
    for _ in range(FAILURES):
        with pytest.raises(PinError):
            book.sign_on("12", "0000")
    book.change_pin("12", "8899")
    assert book.sign_on("12", "8899")
    with pytest.raises(PinError, match="wrong"):
        book.sign_on("12", "4711")


def test_a_damaged_file_is_told_and_left_alone(book: Operators) -> None:
    book.path.parent.mkdir(parents=True)
    book.path.write_text("{ not json", "utf-8")
    for attempt in (book.all, lambda: book.sign_on("12", "4711"), lambda: book.add("1", "", "supervisor", "4711")):
        with pytest.raises(PinError) as damaged:
            attempt()
        assert damaged.value.code == "file"
        assert str(book.path) in str(damaged.value)
    assert book.path.read_text("utf-8") == "{ not json"


def test_the_demo_operator_lives_in_the_exercise_file_alone(tmp_path: Path, clock: Clock) -> None:
    live, exercise = (
        Operators(operators_path(tmp_path, mode), clock, PasswordHasher(time_cost=1, memory_cost=64))
        for mode in ("live", "exercise")
    )
    exercise.ship_demo()
    exercise.ship_demo()
    assert exercise.sign_on("12", "1212").role == "supervisor"
    assert live.all() == []
    with pytest.raises(PinError):
        live.sign_on("12", "1212")


def test_whose_records_an_operator_reads_is_kept_and_never_nobodys(book: Operators) -> None:
    book.add("1", "", "supervisor", "4711")
    book.add("2", "", "dispatcher", "4711", ["vp", ""])
    assert book.sign_on("1", "4711").agencies is None
    assert book.sign_on("2", "4711").agencies == ["vp", ""]
    with pytest.raises(PinError, match="agencies"):
        book.add("3", "", "dispatcher", "4711", [])
    book.change_rights("2", "trainer", ["lp"])
    who = book.sign_on("2", "4711")
    assert (who.role, who.agencies) == ("trainer", ["lp"])
    with pytest.raises(PinError, match="agencies"):
        book.change_rights("2", "trainer", [])
    with pytest.raises(PinError, match="last"):
        book.change_rights("1", "dispatcher", None)
    assert book.sign_on("1", "4711").role == "supervisor"


def test_a_file_from_before_there_were_rights_reads_all(book: Operators) -> None:
    book.add("1", "", "supervisor", "4711")
    assert "agencies" not in book.path.read_text("utf-8")
