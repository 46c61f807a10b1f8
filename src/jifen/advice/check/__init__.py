"""The pre-check (预检): eligibility, what to bring and every known reason for a return, from what is stated.

``examine`` looks, ``report`` says it in a language. Which findings there are, how grave they are, their
sentences and limits stand in the law (`returns.yaml`), the materials in `materials.yaml`; what is compared
with what stands here.
"""

from jifen.advice.check.examination import Examination, examine
from jifen.advice.check.found import Fact
from jifen.advice.check.report import report

__all__ = ["Examination", "Fact", "examine", "report"]
