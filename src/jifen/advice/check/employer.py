"""Reason 10: the employer's licence, scope of business or district does not fit (单位不符)."""

from __future__ import annotations

from collections.abc import Iterator

from jifen.advice.check.found import Fact, Found
from jifen.advice.check.subject import Subject, same_name


def find(subject: Subject) -> Iterator[Found]:
    """An employer registered elsewhere, without a sound licence or fitting scope, or filing elsewhere."""
    job = subject.profile.employment
    employer = Fact("employment.employer", job.employer)
    if job.employed and not job.employer_registered_in_shanghai:
        facts = (employer, Fact("employment.employer_registered_in_shanghai", False))
        yield Found("employer_elsewhere", facts)
    if job.licence_valid is False:
        yield Found("licence_invalid", (employer, Fact("employment.licence_valid", False)))
    if job.scope_fits is False:
        facts = (Fact("employment.position", job.position), Fact("employment.scope_fits", False))
        yield Found("scope_unfit", facts, {"position": job.position})
    if job.district and job.filing_district and not same_name(job.district, job.filing_district):
        facts = (
            Fact("employment.district", job.district),
            Fact("employment.filing_district", job.filing_district),
        )
        yield Found("wrong_district", facts, {"district": job.district, "filing": job.filing_district})
