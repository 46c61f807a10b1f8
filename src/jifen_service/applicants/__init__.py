"""The applicant's front (持证人): my cases, the form, materials, where a case stands."""
