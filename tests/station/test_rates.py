"""How often one address may come, and all together."""

from __future__ import annotations

from station.links.rates import BURST, MOST, TOGETHER, Rates


def test_a_burst_then_so_many_a_second_and_never_more_than_all_together_may() -> None:
    rates = Rates(10)
    burst = int(10 * BURST)
    assert [rates.takes("a", 0.0) for _ in range(burst)] == [True] * burst
    assert not rates.takes("a", 0.0)
    assert rates.takes("b", 0.0), "another address is not punished"
    assert rates.takes("a", 0.1)
    assert not rates.takes("a", 0.1)
    together = sum(rates.takes(f"address {n}", 0.1) for n in range(3 * MOST))
    assert together <= 10 * TOGETHER * BURST
    assert len(rates._buckets) <= MOST
