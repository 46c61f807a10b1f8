"""What can be wrong with an insurance record (社保缴费记录), in words that say what to do."""

from __future__ import annotations

from dataclasses import dataclass, field

MESSAGES: dict[str, dict[str, str]] = {
    "empty": {
        "zh": "没有读到内容。请粘贴表格, 或选一个 CSV 或 XLSX 文件。",
        "en": "There was nothing to read. Paste the table, or choose a CSV or XLSX file.",
    },
    "too_large": {
        "zh": "文件有 {size}, 最多 {limit}。一份缴费记录远比这小, 请核对是否选错了文件。",
        "en": "The file has {size}; at most {limit} is read. A contribution record is far smaller: "
        "is it the right file?",
    },
    "too_many_rows": {
        "zh": "表格超过 {limit} 行。请只留需要的月份, 一行一个月。",
        "en": "The table has more than {limit} rows. Keep the months you need, one month a row.",
    },
    "too_many_columns": {
        "zh": "第 {row} 行超过 {limit} 列, 不像缴费记录。请对照模板。",
        "en": "Row {row} has more than {limit} columns, which is not a contribution record. "
        "Compare it with the template.",
    },
    "binary": {
        "zh": "读不懂这个文件: 它既不是文本, 也不是 XLSX 表格。请另存为 XLSX 或 CSV 再试。",
        "en": "This file is neither text nor an XLSX workbook. Save it as XLSX or CSV and try again.",
    },
    "old_excel": {
        "zh": "这是旧版 Excel 文件 (.xls)。请在 Excel 或 WPS 里另存为 .xlsx 或 .csv 再试。",
        "en": "This is an old Excel file (.xls). Save it as .xlsx or .csv in Excel or WPS and try again.",
    },
    "pdf": {
        "zh": "这是 PDF, 读不出表格。请把里面的月份和基数填进模板, 或从网页上复制表格粘贴。",
        "en": "This is a PDF; its table cannot be read. Copy months and bases into the template, "
        "or paste the table from the web page.",
    },
    "web_page": {
        "zh": "这是一个网页文件, 不是表格。请用 Excel 或 WPS 打开, 选中表格, 复制后粘贴到这里。",
        "en": "This is a web page, not a table. Open it in Excel or WPS, select the table and paste it.",
    },
    "encoding": {
        "zh": "文字编码认不出 (能读 UTF-8 和 GB18030)。请另存为 'CSV UTF-8' 或 XLSX。",
        "en": "The text encoding is unknown (UTF-8 and GB18030 are read). Save it as 'CSV UTF-8' or XLSX.",
    },
    "bad_csv": {
        "zh": "第 {row} 行附近的引号不成对, 后面的读不下去。请检查这一行。",
        "en": "Quotation marks near row {row} do not pair, so the rest cannot be read. Check that row.",
    },
    "bad_workbook": {
        "zh": "这个 XLSX 文件打不开: 它损坏了, 加了密, 或不是表格。请另存一份不加密的再试。",
        "en": "This XLSX file cannot be opened: it is damaged, encrypted or not a workbook. "
        "Save an unprotected copy and try again.",
    },
    "workbook_too_large": {
        "zh": "这个 XLSX 文件展开后有 {size}, 最多 {limit}。请新建一个只含缴费记录的表格。",
        "en": "Unpacked, this XLSX file has {size}; at most {limit} is read. "
        "Make a new workbook with nothing but the record.",
    },
    "no_header": {
        "zh": "没有找到表头。表头要有 '月份' 和 '缴费基数' 两列 (次序不限); 第 {row} 行读到的是: {found}。",
        "en": "No header was found. It needs the columns 'month' and 'base', in any order; "
        "row {row} reads: {found}.",
    },
    "column_twice": {
        "zh": "表头里有两列都像 '{column}': {found}。请留下一列。",
        "en": "Two columns of the header mean '{column}': {found}. Keep one of them.",
    },
    "no_rows": {
        "zh": "表头下面没有数据行。请一行填一个月。",
        "en": "There are no rows under the header. Fill in one month a row.",
    },
    "month_missing": {
        "zh": "月份是空的。请填缴费的月份, 如 2026-07。",
        "en": "The month is empty. Fill in the month paid for, such as 2026-07.",
    },
    "month_unreadable": {
        "zh": "'{found}' 不是月份。可以写成 2026-07, 202607, 2026/7 或 2026年7月。",
        "en": "'{found}' is not a month. Write 2026-07, 202607, 2026/7 or 2026年7月.",
    },
    "base_missing": {
        "zh": "缴费基数是空的。请填这个月的缴费基数 (元), 如 9000。",
        "en": "The base is empty. Fill in that month's contribution base in CNY, such as 9000.",
    },
    "base_unreadable": {
        "zh": "'{found}' 不是金额。请只填数字, 如 9000 或 9,000.50。",
        "en": "'{found}' is not an amount. Use digits only, such as 9000 or 9,000.50.",
    },
    "base_negative": {
        "zh": "基数是 {found}, 不能是负数。退款或冲账的行请删去。",
        "en": "The base is {found}; it cannot be negative. Remove refund or reversal rows.",
    },
    "yes_no_unreadable": {
        "zh": "'{found}' 看不出是或否。请填 '是' 或 '否', 不清楚就留空。",
        "en": "'{found}' is neither yes nor no. Write 'yes' or 'no', or leave it empty if unsure.",
    },
    "too_long": {
        "zh": "文字有 {length} 个字, 最多 {limit} 个。",
        "en": "The text has {length} characters; at most {limit} are allowed.",
    },
    "extra_cell": {
        "zh": "这一行比表头多出一格: '{found}'。金额里的千分位逗号要去掉, 或把金额放进引号。",
        "en": "This row has a cell more than the header: '{found}'. Take thousands separators out of "
        "amounts, or put the amount in quotation marks.",
    },
}

FOUND_LENGTH = 40
"""Characters of a wrong cell that a message repeats."""


def shorten(found: object, length: int = FOUND_LENGTH) -> str:
    """A cell as a message may show it: one line, at most `length` characters."""
    text = " ".join(str(found).split())
    return text if len(text) <= length else f"{text[: length - 1]}…"


@dataclass(frozen=True)
class RowProblem:
    """One thing wrong in one row of a record.

    Attributes:
        row: the row's number as a spreadsheet counts it, from 1; 0 for the whole table.
        column: key of the column (`month`, `base`, …), empty for the whole row.
        code: stable name of what is wrong, a key of `MESSAGES`.
        found: what the cell said, shortened.
        params: what else the message names.
    """

    row: int
    column: str
    code: str
    found: str = ""
    params: dict[str, object] = field(default_factory=dict)

    def message(self, lang: str) -> str:
        """The sentence in `lang` ('zh' or 'en'): what was found and what is allowed."""
        return MESSAGES[self.code][lang].format(found=self.found, row=self.row, **self.params)


class RecordError(Exception):
    """A record of which nothing can be read; `.problem` says why."""

    def __init__(self, code: str, *, row: int = 0, found: object = "", **params: object) -> None:
        self.problem = RowProblem(row, "", code, shorten(found, 3 * FOUND_LENGTH), dict(params))
        super().__init__(self.problem.message("en"))
