"""Takes the pictures of cases under docs/screenshots from a running server in demo mode (`make run`).

usage: .venv/bin/python scripts/screenshots_cases.py [http://127.0.0.1:8000] [folder]
"""

from shooting import Picture, take

CASE = "main a[href*='/cases/']"
PICTURES = (
    Picture("sign-in", "", "/account/login/"),
    Picture("applicant-home", "demo-printed", "/my/"),
    Picture("applicant-form", "demo-filling", "/my/", (CASE,)),
    Picture("applicant-section", "demo-filling", "/my/", (CASE, "a[href*='/form/employment']")),
    Picture("applicant-check", "demo-filling", "/my/", (CASE, "a[href$='/check']")),
    Picture("applicant-materials", "demo-filling", "/my/", (CASE, "a[href*='/materials']")),
    Picture("applicant-refused", "demo-refused", "/my/", (CASE,)),
    Picture("applicant-passed", "demo-passed", "/my/", (CASE,)),
    Picture("agent-cases", "demo-agent-chenxing", "/employer/"),
    Picture("agent-case", "demo-agent-chenxing", "/employer/?state=employer_review", (CASE,)),
    Picture("window-queue", "demo-fx-window", "/desk/"),
    Picture("window-case", "demo-fx-window", "/desk/?state=filed", (CASE,)),
    Picture("reviewer-case", "demo-fx-reviewer", "/desk/?state=verifying", (CASE,)),
    Picture("approver-case", "demo-pd-approver", "/desk/?state=proposed", (CASE,)),
    Picture("registry-state", "demo-fx-lead", "/desk/registers/"),
    Picture("renewal", "demo-passed", "/my/", ("main a[href$='/renew']",)),
    Picture("lead-figures", "demo-fx-lead", "/desk/figures/"),
    Picture("city-home", "demo-city", "/city/"),
    Picture("city-audit", "demo-city", "/city/audit/"),
)


if __name__ == "__main__":
    take(PICTURES, "case-")
