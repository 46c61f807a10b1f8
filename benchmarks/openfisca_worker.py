"""Runs in OpenFisca's own environment: times one person there, prints the figures as one line of JSON."""

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from typing import Any

from openfisca_core.simulations import SimulationBuilder
from openfisca_country import CountryTaxBenefitSystem

from benchmarks.timing import on_one_core, timed

SAMPLES, WARM_UP = 400, 40


def main() -> None:
    """Read situation and month from standard input; time input to total, then the calculation alone."""
    given = json.load(sys.stdin)
    system = CountryTaxBenefitSystem()

    def build() -> Any:
        return SimulationBuilder().build_from_entities(system, given["situation"])

    def calculate(simulation: Any) -> int:
        return int(simulation.calculate("total", given["month"])[0])

    with on_one_core():
        both = timed(lambda: calculate(build()), SAMPLES, WARM_UP)
        fresh = iter([build() for _ in range(SAMPLES + WARM_UP)])
        alone = timed(lambda: calculate(next(fresh)), SAMPLES, WARM_UP)
    figures = {"both": both, "alone": alone, "total": calculate(build())}
    print(json.dumps({**figures, "version": version("openfisca-core")}))


if __name__ == "__main__":
    main()
