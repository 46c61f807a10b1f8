"""The pre-check on pages (预检): one look for the self-test, the applicant, the agent and the officer."""
