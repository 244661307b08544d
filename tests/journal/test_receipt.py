"""A receipt is a Future to whoever waits for one."""

from __future__ import annotations

import asyncio
import threading
import time
from concurrent.futures import Future, wait

import pytest

from journal.errors import JournalError
from journal.receipt import Receipt, settle


def _receipts(count: int) -> list[Receipt]:
    settled = threading.Condition(threading.Lock())
    return [Receipt(settled) for _ in range(count)]


def test_a_batch_is_settled_in_order_and_calls_back_once_each() -> None:
    receipts = _receipts(3)
    heard: list[tuple[int, int]] = []
    for index, receipt in enumerate(receipts):
        receipt.add_done_callback(lambda done, index=index: heard.append((index, done.result())))  # type: ignore[misc]
    assert not receipts[0].done() and receipts[0].running() and not receipts[0].cancel()
    settle(receipts, 7)
    assert [receipt.result(0) for receipt in receipts] == [7, 8, 9]
    assert heard == [(0, 7), (1, 8), (2, 9)]
    receipts[0].add_done_callback(lambda done: heard.append((0, done.result())))
    assert heard[-1] == (0, 7)
    assert receipts[0].exception(0) is None


def test_a_lost_entry_raises_to_everybody_who_asks() -> None:
    (receipt,) = _receipts(1)
    heard: list[BaseException | None] = []
    receipt.add_done_callback(lambda done: heard.append(done.exception()))
    receipt.set_exception(JournalError("lost"))
    with pytest.raises(JournalError, match="lost"):
        receipt.result(0)
    assert [str(error) for error in heard] == ["lost"]


def test_a_loss_wakes_those_who_wait_for_it() -> None:
    (receipt,) = _receipts(1)
    told: list[BaseException | None] = []
    waiting = threading.Thread(target=lambda: told.append(receipt.exception()), daemon=True)
    waiting.start()
    end = time.monotonic() + 30
    while not receipt._settled._waiters:  # type: ignore[attr-defined]
        assert time.monotonic() < end
        time.sleep(0.001)
    receipt.set_exception(JournalError("lost"))
    waiting.join(30)
    assert [str(error) for error in told] == ["lost"]


def test_waiting_ends_with_the_batch_or_the_timeout() -> None:
    receipts = _receipts(50)
    with pytest.raises(TimeoutError):
        receipts[0].result(0.01)
    with pytest.raises(TimeoutError):
        receipts[0].exception(0.01)
    found: list[int] = []
    threads = [threading.Thread(target=lambda r=r: found.append(r.result(10))) for r in receipts]
    for thread in threads:
        thread.start()
    settle(receipts, 1)
    for thread in threads:
        thread.join(10)
    assert sorted(found) == list(range(1, 51))


def test_callbacks_added_while_it_is_settled_are_all_called() -> None:
    for _ in range(200):
        receipts = _receipts(20)
        heard: list[int] = []
        done = threading.Thread(target=settle, args=(receipts, 1))
        done.start()
        for receipt in receipts:
            receipt.add_done_callback(lambda each, heard=heard: heard.append(each.result()))  # type: ignore[misc]
        done.join(10)
        assert sorted(heard) == list(range(1, 21))


def test_a_bug_in_a_callback_stops_nobody(caplog: pytest.LogCaptureFixture) -> None:
    receipts = _receipts(2)
    heard: list[int] = []
    receipts[0].add_done_callback(lambda _: 1 / 0)
    receipts[1].add_done_callback(lambda done: heard.append(done.result()))
    settle(receipts, 1)
    assert heard == [2]
    assert "ZeroDivisionError" in caplog.text


def test_asyncio_takes_it_for_a_future() -> None:
    async def waits() -> int:
        (receipt,) = _receipts(1)
        assert isinstance(receipt, Future)
        asyncio.get_running_loop().call_later(0.01, settle, [receipt], 5)
        return await asyncio.wrap_future(receipt)

    assert asyncio.run(waits()) == 5


def test_what_the_library_asks_of_the_base_class_is_not_asked_here() -> None:
    """``concurrent.futures.wait`` reads the base class's own attributes: it fails at once instead of hanging."""
    with pytest.raises(AttributeError):
        wait(_receipts(1), timeout=0.1)
