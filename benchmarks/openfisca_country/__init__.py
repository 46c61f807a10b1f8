"""A country package for OpenFisca-Core with the part of the points that both engines can be compared on.

Age, education or credential (the higher), insurance years and the tiers of the base, from a record given
month by month. Its parameters are written from Jifen's law files at run time (`benchmarks/parameters.py`)
into the folder that JIFEN_BENCH_PARAMETERS names; no value of the law stands here.
"""

import os
from pathlib import Path

from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_country.entities import Person


class CountryTaxBenefitSystem(TaxBenefitSystem):
    def __init__(self):
        super().__init__([Person])
        self.add_variables_from_file(str(Path(__file__).parent / "variables.py"))
        self.load_parameters(os.environ["JIFEN_BENCH_PARAMETERS"])
