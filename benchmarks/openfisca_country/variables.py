"""What a person brings, and the points that follow; each formula works on whole columns of people."""

from itertools import accumulate, repeat

import numpy as np
from openfisca_core.model_api import ETERNITY, MONTH, Enum, Variable, date, max_, min_, where
from openfisca_country.entities import Person

#: months of record that the input carries; also how far back insurance is counted
MONTHS_OF_RECORD = 96


class Education(Enum):
    none = "none"
    junior_college = "junior college"
    bachelor = "bachelor's study"
    bachelor_degree = "bachelor's study and degree"
    master = "master"
    doctorate = "doctorate"


class Credential(Enum):
    none = "none"
    junior = "junior title"
    skill_5 = "skill level 5"
    skill_4 = "skill level 4"
    skill_3 = "skill level 3"
    skill_2 = "skill level 2"
    intermediate = "intermediate title"
    skill_1 = "skill level 1"
    senior = "senior title"


class birth_date(Variable):  # noqa: N801  OpenFisca names a variable after its class
    value_type = date
    entity = Person
    definition_period = ETERNITY
    label = "date of birth"


class education(Variable):  # noqa: N801
    value_type = Enum
    possible_values = Education
    default_value = Education.none
    entity = Person
    definition_period = ETERNITY
    label = "best countable education"


class credential(Variable):  # noqa: N801
    value_type = Enum
    possible_values = Credential
    default_value = Credential.none
    entity = Person
    definition_period = ETERNITY
    label = "best countable credential"


class base(Variable):  # noqa: N801
    value_type = float
    entity = Person
    definition_period = MONTH
    label = "base of the employees' insurance, CNY a month; 0 when not insured"


def months_back(period, count):
    """Walk the last ``count`` months, the period's own first."""
    return accumulate(repeat(-1, count - 1), lambda month, step: month.offset(step), initial=period)


class age_points(Variable):  # noqa: N801
    value_type = int
    entity = Person
    definition_period = MONTH
    label = "points for age"

    def formula(person, period, parameters):  # noqa: N805  OpenFisca passes the people first
        rule = parameters(period).age
        birth = person("birth_date", period).astype("datetime64[M]")
        age = (np.datetime64(period.start.date, "M") - birth).astype(int) // 12
        younger = max_(rule.lowest_band_from - age, 0)
        points = min_(rule.lowest_band_points + rule.points_per_year_younger * younger, rule.cap)
        return where(age > rule.oldest_age, 0, points)


class level_points(Variable):  # noqa: N801
    value_type = int
    entity = Person
    definition_period = MONTH
    label = "points for education or credential, the higher"

    def formula(person, period, parameters):  # noqa: N805
        law = parameters(period)
        return max_(
            law.education.points_by_level[person("education", period)],
            law.credential.points_by_level[person("credential", period)],
        )


class si_years_points(Variable):  # noqa: N801
    value_type = int
    entity = Person
    definition_period = MONTH
    label = "points for years of insurance"

    def formula(person, period, parameters):  # noqa: N805
        rule = parameters(period).si_years
        record = months_back(period, MONTHS_OF_RECORD)
        months = sum((person("base", month) > 0).astype(int) for month in record)
        return months // int(rule.months_per_year) * rule.points_per_year


class si_base_points(Variable):  # noqa: N801
    value_type = int
    entity = Person
    definition_period = MONTH
    label = "points for the base, the best tier"

    def formula(person, period, parameters):  # noqa: N805
        law = parameters(period)
        tiers = [law.si_base.tiers[name] for name in law.si_base.tiers]
        reached = [np.zeros(person.count, dtype=int) for _ in tiers]
        longest = int(max(tier.window_months for tier in tiers))
        for ago, month in enumerate(months_back(period, longest)):
            paid = person("base", month)
            wage = parameters(month).average_wage.wage.wage
            for number, tier in enumerate(tiers):
                if ago < tier.window_months:
                    reached[number] += paid >= tier.ratio * wage
        points = np.zeros(person.count, dtype=int)
        for months, tier in zip(reached, tiers, strict=True):
            points = max_(points, where(months >= tier.months, tier.points, 0))
        return points


class total(Variable):  # noqa: N801
    value_type = int
    entity = Person
    definition_period = MONTH
    label = "total of the points computed here"

    def formula(person, period, parameters):  # noqa: N805
        parts = ("age_points", "level_points", "si_years_points", "si_base_points")
        return sum(person(part, period) for part in parts)
