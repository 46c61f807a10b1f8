"""The register of the story, a process of its own: the platform's sandbox, knowing the story's holder.

It says from elsewhere what the holder fills in (`story_steps.FORM`). Of archives it is not asked.
"""

from __future__ import annotations

import sys
from pathlib import Path

import django

django.setup()

from tests.jifen_service.casework.world import ID_NUMBER  # noqa: E402

from jifen_service.demo.sandbox.answering import Known  # noqa: E402
from jifen_service.demo.sandbox.server import serve  # noqa: E402

TOPICS = ("education", "insurance", "tax", "conduct", "residence_permit")
PROFILE = {
    "education": [{"level": "bachelor", "school": "某大学", "major": "计算机", "graduated": "2010-07-01"}],
    "social_insurance": [{"from": "2021-01", "base": 13000, "employer": "示例科技有限公司"}],
    "permit": {"issued": "2019-03-01", "valid_until": "2028-02-28"},
}


def main() -> None:
    """Write the configuration that leads here into a file once the port is bound, then answer."""
    with serve({ID_NUMBER: Known(("holder",), PROFILE, {})}, list, 0) as server:
        Path(sys.argv[1]).write_text(_configuration(server.server_address[1]), encoding="utf-8")
        print("ready", flush=True)
        server.serve_forever()


def _configuration(port: int) -> str:
    entries = (
        f"  {topic}: {{name: {{zh: {topic} 登记, en: {topic} register}}, adapter: http, topics: [{topic}], "
        f"url: 'http://127.0.0.1:{port}/{topic}'}}\n"
        for topic in TOPICS
    )
    return "registries:\n" + "".join(entries)


if __name__ == "__main__":
    main()
