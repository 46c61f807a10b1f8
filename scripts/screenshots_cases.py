"""Takes the pictures of cases under docs/screenshots from a running server in demo mode (`make run`).

usage: .venv/bin/python scripts/screenshots_cases.py [http://127.0.0.1:8000] [folder] [names…]
"""

import sys
import tempfile
from pathlib import Path

from shooting import Picture, chromium, page_of, place, take

from jifen_service.casework.identity import id_check_character
from jifen_service.config.clock import today

#: whose case is amended before the pictures are taken, and by whom
AMENDED, REVIEWER = "demo-verifying", "demo-fx-reviewer"
CASE = "main a[href*='/cases/']"
AGENT, CITY = "demo-agent-chenxing", "demo-city"
WINDOW = "demo-fx-window"
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
    Picture("agent-cases", AGENT, "/employer/"),
    Picture("agent-case", AGENT, "/employer/?state=employer_review", (CASE,)),
    Picture("agent-deliver", "demo-agent-qingtian", "/employer/?state=confirmed", (CASE,)),
    Picture("agent-people", AGENT, "/employer/people/"),
    Picture("agent-years", AGENT, "/employer/years/"),
    Picture("agent-register", "demo-filling", "/employer/register/"),
    Picture("agent-imports", AGENT, "/employer/imports/"),
    Picture("window-queue", WINDOW, "/desk/?state=all"),
    Picture("window-case", WINDOW, "/desk/?state=filed", (CASE,)),
    Picture("window-refuse", WINDOW, "/desk/?state=filed", (CASE,), "details.back summary"),
    Picture("window-receipt", WINDOW, "/desk/?state=verifying", (CASE, "a[href*='/receipt']")),
    Picture("window-employer", WINDOW, "/desk/?state=filed", (CASE, "a.employer")),
    Picture("reviewer-case", REVIEWER, "/desk/?state=verifying", (CASE,)),
    Picture("approver-case", "demo-pd-approver", "/desk/?state=proposed", (CASE,)),
    Picture("registry-state", "demo-fx-lead", "/desk/registers/"),
    Picture("renewal", "demo-passed", "/my/", ("main a[href$='/renew']",)),
    Picture("lead-figures", "demo-fx-lead", "/desk/figures/"),
    Picture("city-home", CITY, "/city/"),
    Picture("city-officers", CITY, "/city/officers/"),
    Picture("city-centres", CITY, "/city/centres/"),
    Picture("city-audit", CITY, "/city/audit/"),
    Picture("law-draft", "demo-city2", "/city/law/2/"),
    Picture("law-value", CITY, "/city/law/1/values/si_base.tiers/"),
)
#: two employees that can be read, one that cannot
EMPLOYEES = (
    "姓名,身份证号,居住证签发日期,居住证有效期至,最高学历,有学位,本市参保起始月,缴费基数",
    "样例甲,{0},2021-03-01,2028-02-28,本科,是,2016-07,13000",
    "样例乙,{1},2021-03-01,2028-02-28,大专,否,2021-03,8200",
    "样例丙,123,2021-03-01,2028-02-30,火星,是,2016-13,九千",
)


def amend() -> str:
    """Let a reviewer confirm another end of a permit than was claimed; gives the case's page at the desk."""
    base, _folder = place()
    with chromium() as browser:
        holder = page_of(browser, base, AMENDED)
        holder.goto("/my/")
        address = holder.locator(CASE).first.get_attribute("href") or ""
        case = f"/desk/cases/{address.rpartition('/')[2]}/"
        reviewer = page_of(browser, base, REVIEWER)
        reviewer.goto(f"{case}?part=household&amend=permit.valid_until")
        reviewer.fill("#amend-value", f"{today().year + 1}-02-28")
        reviewer.fill("#amend-reason", "居住证登记的有效期")
        reviewer.locator("form.amend button").click()
    return case


def employees(folder: Path) -> Path:
    """A table of invented employees, in a folder."""
    numbers = [head + id_check_character(head) for head in ("99000019880514001", "99000019910514002")]
    file = folder / "employees.csv"
    file.write_text("\n".join(EMPLOYEES).format(*numbers), encoding="utf-8")
    return file


def main() -> None:
    """Take all pictures, or those that are named."""
    case = amend()
    with tempfile.TemporaryDirectory() as folder:
        more = (
            Picture("reviewer-amended", REVIEWER, f"{case}?part=household"),
            Picture("reviewer-adds", REVIEWER, f"{case}?part=education&amend=education[1]"),
            Picture("reviewer-history", REVIEWER, f"{case}?part=history"),
            Picture("reviewer-whole", REVIEWER, f"{case}?part=whole"),
            Picture(
                "agent-preview", AGENT, "/employer/imports/", (), "main form .button", employees(Path(folder))
            ),
        )
        named = set(sys.argv[3:])
        take([one for one in (*PICTURES, *more) if not named or one.name in named], "case-")


if __name__ == "__main__":
    main()
