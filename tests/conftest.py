from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

from socplan.exporters.word import package
from tests.effort import DAILY, THOROUGH

#: Building whole dossiers is slow by nature; how long one takes says nothing about a law.
settings.register_profile(
    "default",
    max_examples=DAILY,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile("thorough", parent=settings.get_profile("default"), max_examples=THOROUGH)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

#: Outside of tests documents from built-in templates are only looked through for characters that XML cannot hold.
package.PROVE_ALL = True
