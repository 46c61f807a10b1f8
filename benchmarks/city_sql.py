"""The fair rival: the same output from the same files in DuckDB's SQL, written and tuned by hand.

Everything of the day is a constant here, as one writes a query for one day. `BEST_MONTHS` uses what the
compiler uses too (bits for months, thresholds in the filter), in the quickest of the shapes tried;
`PLAIN_MONTHS` is how one writes it first: distinct months counted, wages joined.
"""

from __future__ import annotations

#: the wages of the 48 months until 2026-11, newest first: first month, wage
WAGES = ((202607, 12577), (202507, 12434), (202407, 12307), (202307, 12183), (202212, 11396))


def _at_least(ratio: float) -> str:
    whens = " ".join(f"WHEN month >= {first} THEN {wage * ratio:.2f}::DECIMAL(10,2)" for first, wage in WAGES)
    return f"base >= CASE {whens} END"


_BIT = "(1152921504606846976 >> (60 - month % 500 % 88))"
_YEAR_OF_ONES = sum(1 << (month % 500 % 88) for month in (*range(202601, 202612), 202512))

BEST_MONTHS = f"""
months AS (
  SELECT person_id,
         coalesce(bit_count(bit_or(bit) FILTER (month >= 202112)), 0)::INT
           + coalesce(bit_count(bit_or(bit) FILTER (month < 202112)), 0)::INT AS valid
  FROM (SELECT person_id, month, {_BIT} AS bit FROM ledger
        WHERE NOT back_paid AND matches_contract AND month BETWEEN {{first}} AND 202611)
  GROUP BY person_id),
bases AS (
  SELECT person_id, bit_count(bits1 & {_YEAR_OF_ONES})::INT AS recent, bit_count(bits08)::INT AS m08,
         bit_count(bits1)::INT AS m1, bit_count(bits2)::INT AS m2, bit_count(bits3)::INT AS m3
  FROM (SELECT person_id,
               bit_or(bit) FILTER ({_at_least(0.8)}) AS bits08, bit_or(bit) FILTER ({_at_least(1)}) AS bits1,
               bit_or(bit) FILTER ({_at_least(2)}) AS bits2,
               bit_or(bit) FILTER (month >= 202312 AND {_at_least(3)}) AS bits3
        FROM (SELECT person_id, month, base, {_BIT} AS bit FROM ledger
              WHERE NOT back_paid AND matches_contract AND tax_consistent AND month BETWEEN 202212 AND 202611)
        GROUP BY person_id))"""

_GOOD = "NOT back_paid AND matches_contract AND tax_consistent AND month BETWEEN"
PLAIN_MONTHS = f"""
wages(since, until, wage) AS (VALUES {
    ", ".join(
        f"({first}, {until}, {wage})"
        for (first, wage), until in zip(WAGES, (202611, 202606, 202506, 202406, 202306), strict=True)
    )
}),
counted AS (
  SELECT person_id,
         count(DISTINCT month) FILTER (NOT back_paid AND matches_contract AND month <= 202611)::INT AS valid,
         count(DISTINCT month) FILTER ({_GOOD} 202512 AND 202611 AND base >= wage)::INT AS recent,
         count(DISTINCT month) FILTER ({_GOOD} 202212 AND 202611 AND base >= 0.8 * wage)::INT AS m08,
         count(DISTINCT month) FILTER ({_GOOD} 202212 AND 202611 AND base >= wage)::INT AS m1,
         count(DISTINCT month) FILTER ({_GOOD} 202212 AND 202611 AND base >= 2 * wage)::INT AS m2,
         count(DISTINCT month) FILTER ({_GOOD} 202312 AND 202611 AND base >= 3 * wage)::INT AS m3
  FROM ledger LEFT JOIN wages ON month BETWEEN since AND until
  GROUP BY person_id),
months AS (SELECT person_id, valid FROM counted),
bases AS (SELECT person_id, recent, m08, m1, m2, m3 FROM counted)"""

_POINTS = """
points AS (
  SELECT person_id,
    CASE WHEN age > 60 THEN 0 WHEN age <= 43 THEN 30 ELSE 5 + 2 * greatest(56 - age, 0) END AS age,
    CASE education WHEN 'doctorate' THEN 110 WHEN 'master' THEN 100 WHEN 'bachelor_degree' THEN 90
         WHEN 'bachelor' THEN 60 WHEN 'junior_college' THEN 50 ELSE 0 END AS education,
    CASE WHEN credential IN ('skill_1', 'senior') AND recent >= 6 THEN 140
         WHEN credential = 'skill_2' AND recent >= 6 THEN 100
         WHEN credential = 'intermediate' AND recent >= 6 AND education <> 'none' THEN 100
         WHEN credential = 'skill_3' THEN 60 WHEN credential = 'skill_4' THEN 30
         WHEN credential = 'skill_5' THEN 15 ELSE 0 END AS credential,
    coalesce(valid, 0) // 12 * 3 AS si_years,
    CASE WHEN entrepreneur THEN 120 ELSE 0 END AS entrepreneur,
    CASE WHEN intermediary THEN 120 ELSE 0 END AS intermediary,
    CASE WHEN shortage_major AND education <> 'none' THEN 30 ELSE 0 END AS shortage_major,
    least(greatest(coalesce(floor(tax_average / 100000), 0) * 10,
                   coalesce(floor(local_hires_average / 10), 0) * 10), 120) AS investment,
    CASE WHEN m3 >= 24 THEN 120 WHEN m2 >= 36 THEN 100 WHEN m1 >= 36 THEN 50 WHEN m08 >= 36 THEN 25 ELSE 0 END
      AS si_base,
    CASE WHEN public_service_months >= 60 THEN public_service_months // 12 * 4 ELSE 0 END AS public_service,
    CASE WHEN remote_area_months >= 60 THEN least(remote_area_months // 12 * 2, 20) ELSE 0 END AS remote_area,
    CASE WHEN fresh_graduate THEN 10 ELSE 0 END AS fresh_graduate,
    CASE award WHEN 'provincial' THEN 110 WHEN 'municipal_general' THEN 60 WHEN 'municipal_special' THEN 30
         ELSE 0 END AS award,
    CASE WHEN spouse_married <= DATE '2026-11-22' THEN least(4 * married, 40) ELSE 0 END AS spouse,
    false_materials * -150 AS false_materials, detentions * -50 AS detention, crimes * -150 AS crime, vetoed
  FROM (SELECT *,
          (20261122 - (year(birth_date) * 10000 + month(birth_date) * 100 + day(birth_date))) // 10000 AS age,
          (20261122 - (year(spouse_married) * 10000 + month(spouse_married) * 100 + day(spouse_married)))
            // 10000 AS married
        FROM {persons})),
totals AS (
  SELECT *, (age + greatest(education, credential) + si_years + entrepreneur + intermediary + shortage_major
    + investment + si_base + public_service + remote_area + fresh_graduate + award + spouse + false_materials
    + detention + crime)::INT AS total FROM points)
SELECT person_id, COLUMNS(* EXCLUDE (person_id, vetoed, total))::SMALLINT, total,
       total >= 120 AND NOT vetoed AS passes
FROM totals"""


def query(persons: str, ledger: str, first_month: int, *, best: bool = True) -> str:
    """Give the whole query over two Parquet files."""
    months = (BEST_MONTHS if best else PLAIN_MONTHS).replace("{first}", str(first_month))
    joined = "persons LEFT JOIN months USING (person_id) LEFT JOIN bases USING (person_id)"
    sources = f"persons AS (FROM read_parquet('{persons}')), ledger AS (FROM read_parquet('{ledger}'))"
    return f"WITH {sources}, {months}, {_POINTS.replace('{persons}', joined)}"


def floor(persons: str, ledger: str) -> str:
    """Give a query that reads every column and does next to nothing with it."""
    read = "SELECT {} FROM read_parquet('{}')"
    paid = ("person_id", "month", "base", "back_paid", "matches_contract", "tax_consistent")
    people = "count(COLUMNS(*))"
    return "; ".join(
        [read.format(", ".join(f"max({column})" for column in paid), ledger), read.format(people, persons)]
    )
