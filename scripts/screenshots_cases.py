"""Takes the pictures of cases under docs/screenshots from a running server in demo mode (`make run`).

usage: .venv/bin/python scripts/screenshots_cases.py [http://127.0.0.1:8000] [folder]
"""

from shooting import Picture, chromium, open_page, place, sign_in, take

from jifen_service.config.clock import today

#: whose case is amended before the pictures are taken, and by whom
AMENDED, REVIEWER = "demo-verifying", "demo-fx-reviewer"
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
    Picture("applicant-start", "demo-printed", "/my/start"),
    Picture("applicant-amended", AMENDED, "/my/", (CASE,)),
    Picture("applicant-looks", AMENDED, "/my/", (CASE, "a[href$='/looks']")),
    Picture("agent-cases", "demo-agent-chenxing", "/employer/"),
    Picture("agent-case", "demo-agent-chenxing", "/employer/?state=employer_review", (CASE,)),
    Picture("agent-people", "demo-agent-chenxing", "/employer/people/"),
    Picture("agent-imports", "demo-agent-chenxing", "/employer/imports/"),
    Picture("window-queue", "demo-fx-window", "/desk/?state=all"),
    Picture("window-case", "demo-fx-window", "/desk/?state=filed", (CASE,)),
    Picture("reviewer-case", "demo-fx-reviewer", "/desk/?state=verifying", (CASE,)),
    Picture("approver-case", "demo-pd-approver", "/desk/?state=proposed", (CASE,)),
    Picture("registry-state", "demo-fx-lead", "/desk/registers/"),
    Picture("renewal", "demo-passed", "/my/", ("main a[href$='/renew']",)),
    Picture("lead-figures", "demo-fx-lead", "/desk/figures/"),
    Picture("city-home", "demo-city", "/city/"),
    Picture("law-draft", "demo-city2", "/city/law/2/"),
    Picture("law-value", "demo-city", "/city/law/1/values/si_base.tiers/"),
    Picture("city-audit", "demo-city", "/city/audit/"),
)


def amend() -> str:
    """Let a reviewer confirm another end of a permit than was claimed; gives the case's page at the desk."""
    base, _folder = place()
    with chromium() as browser:
        holder = open_page(browser, base, 1280)
        sign_in(holder, AMENDED)
        holder.goto("/my/")
        address = holder.locator(CASE).first.get_attribute("href") or ""
        case = f"/desk/cases/{address.rpartition('/')[2]}/"
        reviewer = holder.context.browser.new_page(base_url=base)
        sign_in(reviewer, REVIEWER)
        reviewer.goto(f"{case}?part=household&amend=permit.valid_until")
        reviewer.fill("#amend-value", f"{today().year + 1}-02-28")
        reviewer.fill("#amend-reason", "居住证登记的有效期")
        reviewer.locator("form.amend button").click()
    return case


if __name__ == "__main__":
    case = amend()
    at_desk = (
        Picture("reviewer-amended", REVIEWER, f"{case}?part=household"),
        Picture("reviewer-history", REVIEWER, f"{case}?part=history"),
    )
    take((*PICTURES, *at_desk), "case-")
