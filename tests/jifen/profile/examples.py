"""The contract's own example, as text and as a document."""

from typing import Any

from jifen.profile import load

TEXT = """\
format: 1                      # optional, 1 if absent
name: 示例                      # optional, never needed for scoring
birth_date: 1988-05-14
on: 2026-11-22                 # evaluation date
permit: {issued: 2019-03-01, valid_until: 2027-02-28}
employment:
  employed: true
  employer: 某某科技有限公司
  employer_registered_in_shanghai: true
  district: 浦东新区
  position: 软件工程师
  contract_from: 2024-01-01
  contract_until: 2027-12-31
education:
  - {level: bachelor, degree: true, study_mode: full_time, enrolled: 2006-09-01, graduated: 2010-07-01,
     school: 某大学, major: 计算机科学与技术, verified_online: true, prior_level_completed: true,
     study_place_matches: true, shortage_major: false, major_matches_job: true}
credentials:
  - {level: intermediate, name: 经济师, obtained: 2020-11-01, in_catalogue: true, matches_job: true,
     in_shanghai: true, rechecked: false, registration_required: false, registered: false}
social_insurance:
  - {from: 2016-07, to: 2022-06, base: 9000, employer: 旧公司}
  - {from: 2022-07, base: 13000, employer: 某某科技有限公司, back_paid: false, matches_contract: true,
     tax_consistent: true}
talent: {entrepreneur: false, intermediary: false}
business: {share: 0.5, taxes: {2023: 300000, 2024: 320000, 2025: 410000}, local_hires: {2023: 12, 2025: 14}}
public_service: [{from: 2015-01, to: 2021-12}]
remote_area: [{from: 2020-01}]
fresh_graduate: false
awards: [{level: municipal_special, date: 2021-05-01}]
spouse: {shanghai_household: true, married: 2015-10-01}
conduct: {false_materials: [], detentions: [], crimes: [2024-01-05], serious_crime: false,
          family_planning_violation: false}
children: [{birth_date: 2014-03-09}]
resume: [{from: 2010-07, to: 2016-06, place: 外地, employer: 某厂, position: 工程师},
         {from: 2016-07, employer: 旧公司, to: 2022-06}]
"""


def example() -> dict[str, Any]:
    """A fresh copy of the example's document."""
    return load(TEXT)


def changed(**sections: Any) -> dict[str, Any]:
    """The smallest valid document with some sections."""
    return {"birth_date": "1990-06-15", **sections}
