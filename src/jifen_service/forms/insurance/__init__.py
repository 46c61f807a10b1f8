"""Import of an insurance record (社保缴费记录): a table of months in, runs of the profile document out.

Pure: no Django, no clock, no state.
"""

from jifen_service.forms.insurance.columns import COLUMNS
from jifen_service.forms.insurance.problems import RowProblem
from jifen_service.forms.insurance.record import Record, read_record
from jifen_service.forms.insurance.runs import PaidMonth, months_of, to_runs
from jifen_service.forms.insurance.template import template_csv, template_xlsx

__all__ = [
    "COLUMNS",
    "PaidMonth",
    "Record",
    "RowProblem",
    "months_of",
    "read_record",
    "template_csv",
    "template_xlsx",
    "to_runs",
]
