"""The pages of the applicant's front; each view is opened by `accounts.access.requires`."""
