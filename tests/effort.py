"""How many examples a property test draws: few in daily work, many in the `thorough` profile that CI runs."""

from __future__ import annotations

from hypothesis import settings

DAILY = 15
THOROUGH = 150


def examples(daily: int) -> settings:
    """Settings for a test that draws another number of examples than most; the profile multiplies it likewise."""
    return settings(max_examples=max(1, daily * settings().max_examples // DAILY))
