"""The bilingual catalogue of problem messages: what was found, what is allowed, what to do.

A stable code names a problem for programs; its text is for people. Texts are templates:

* ``{name}`` is replaced by the parameter of that name (lists are joined, texts are quoted);
* parts are separated by ``|``; a part is left out when a parameter that it names is absent or ``None``.

Codes by origin (one line each; the texts below say the rest):

Reading a text (`jifen.profile.load`)
    ``empty`` ``too_big`` ``not_utf8`` ``bad_character`` ``yaml_syntax`` ``json_syntax`` ``duplicate_key``
    ``yaml_anchor`` ``yaml_tag`` ``yaml_key`` ``several_documents`` ``too_deep`` ``not_finite``
    ``number_too_long`` ``not_an_object``
Checking a document (`jifen.profile.parse`)
    ``unknown_key`` ``missing_key`` ``wrong_type`` ``unknown_value`` ``unknown_format`` ``not_a_date``
    ``no_such_day`` ``not_a_month`` ``no_such_month`` ``not_a_year`` ``year_out_of_range`` ``not_a_number``
    ``not_whole`` ``too_small`` ``too_large`` ``too_precise`` ``text_too_long`` ``text_bad_character``
    ``too_many_entries`` ``empty_entry`` ``duplicate_year`` ``ends_before_begins`` ``base_and_ratio``
    ``no_base_no_ratio`` ``born_in_future`` ``more_problems``
Reading tables (`jifen.population`; the texts stand in `jifen.table_messages`)
    ``no_such_files`` ``not_parquet`` ``missing_column`` ``column_type`` ``part_without`` ``part_differs``
    ``column_null`` ``column_value`` ``column_month`` ``column_range`` ``not_unique`` ``no_rows``
    ``wage_unknown`` ``facts_do_not_fit``
Choosing the law (`jifen.law`, `jifen.scoring`)
    ``no_date`` ``no_policy`` ``no_wage``
Looking ahead (`jifen.advice`)
    ``too_far``
"""

import re
from collections.abc import Iterable, Mapping
from string import Formatter

from jifen.table_messages import TABLE_MESSAGES

LANGUAGES = ("zh", "en")

MESSAGES: dict[str, dict[str, str]] = {
    "empty": {
        "zh": "文件是空的。|至少要写 birth_date（出生日期），例如 birth_date: 1988-05-14。",
        "en": "The document is empty.| It needs at least birth_date, for example birth_date: 1988-05-14.",
    },
    "too_big": {
        "zh": "文件有 {size} 字节，最多 {limit} 字节。请检查是否选错了文件。",
        "en": "The document has {size} bytes; at most {limit} are allowed. Check that it is the right file.",
    },
    "not_utf8": {
        "zh": "从第 {byte} 个字节起不是 UTF-8 文本。请把文件另存为 UTF-8 编码；"
        "图片、PDF、Excel 文件不能直接读取。",
        "en": "Not UTF-8 text from byte {byte} on. Save the file as UTF-8; pictures, PDF and Excel files"
        " cannot be read.",
    },
    "bad_character": {
        "zh": "有不能使用的字符 {character}。请删去它，或检查这是不是文本文件。",
        "en": "The character {character} cannot be used. Remove it, or check that this is a text file.",
    },
    "yaml_syntax": {
        "zh": "不是合法的 YAML（{reason}）。常见原因：缩进没有对齐、用了制表符、冒号后缺空格、用了全角冒号。",
        "en": "Not valid YAML ({reason}). Usual causes: uneven indentation, a tab, no space after a colon.",
    },
    "json_syntax": {
        "zh": "不是合法的 JSON（{reason}）。常见原因：缺逗号、多一个逗号、键或文字没有用双引号。",
        "en": "Not valid JSON ({reason}). Usual causes: a missing or trailing comma, keys or texts without"
        " double quotes.",
    },
    "duplicate_key": {
        "zh": "键 {key} 写了两次。请只留一个。",
        "en": "The key {key} is written twice. Keep one.",
    },
    "yaml_anchor": {
        "zh": "不能用 YAML 的锚点或引用（{found}）。请把内容直接写出来；以 & 或 * 开头的文字请加引号。",
        "en": "YAML anchors and aliases ({found}) are not allowed. Write the content out; quote texts that"
        " begin with & or *.",
    },
    "yaml_tag": {
        "zh": "不能用 YAML 标签（{found}）。请去掉它；以 ! 开头的文字请加引号。",
        "en": "YAML tags ({found}) are not allowed. Remove it; quote texts that begin with !.",
    },
    "yaml_key": {
        "zh": "这里的键不是简单的文字。键请写成 name: 这样的形式。",
        "en": "This key is not a plain text. Write keys like name: …",
    },
    "several_documents": {
        "zh": "一个文件只能有一份文档，这里开始了第二份（---）。请分成几个文件，或用 --jsonl。",
        "en": "One file holds one document; a second one (---) begins here. Split the file, or use --jsonl.",
    },
    "too_deep": {
        "zh": "嵌套超过 {limit} 层，个人档案用不到这么深。请检查括号和缩进。",
        "en": "Nested more than {limit} levels deep; no profile needs that. Check brackets and indentation.",
    },
    "not_finite": {
        "zh": "{found} 不是可以计算的数。请写普通的数字，或删去这个键。",
        "en": "{found} is not a finite number. Write an ordinary number, or leave the key out.",
    },
    "number_too_long": {
        "zh": "数字太长（{found}），最多 {limit} 个字符。",
        "en": "The number is too long ({found}); at most {limit} characters are allowed.",
    },
    "not_an_object": {
        "zh": "整份文档应是“键: 值”的形式，这里是{found_kind}。请以 birth_date: 1988-05-14 这样的行开头。",
        "en": "The document must be made of 'key: value' entries; this is {found_kind}. Begin with a line"
        " such as birth_date: 1988-05-14.",
    },
    "unknown_key": {
        "zh": "不认识的键 {key}。|是不是想写 {nearest}？|这里可以写：{allowed}。",
        "en": "Unknown key {key}.| Did you mean {nearest}?| Allowed here: {allowed}.",
    },
    "missing_key": {
        "zh": "缺少 {key}。|请写{expected}。",
        "en": "{key} is missing.| Write {expected}.",
    },
    "wrong_type": {
        "zh": "写的是 {found}（{found_kind}），这里要写{expected}。",
        "en": "Found {found} ({found_kind}); {expected} is needed here.",
    },
    "unknown_value": {
        "zh": "不认识的值 {found}。|是不是想写 {nearest}？|可以写：{allowed}。",
        "en": "Unknown value {found}.| Did you mean {nearest}?| Allowed: {allowed}.",
    },
    "unknown_format": {
        "zh": "写的格式版本是 {found}，本程序只认 {allowed}。请改成 format: 1，或更新程序。",
        "en": "The format is {found}; this program reads {allowed} only. Write format: 1, or update"
        " the program.",
    },
    "not_a_date": {
        "zh": "写的是 {found}，日期要写成“年-月-日”，如 2026-11-22。",
        "en": "Found {found}; a date is written YYYY-MM-DD, such as 2026-11-22.",
    },
    "no_such_day": {
        "zh": "日历上没有 {found} 这一天。请核对月份和日期。",
        "en": "There is no day {found} in the calendar. Check month and day.",
    },
    "not_a_month": {
        "zh": "写的是 {found}，月份要写成“年-月”，如 2026-11（不带日）。",
        "en": "Found {found}; a month is written YYYY-MM, such as 2026-11 (without a day).",
    },
    "no_such_month": {
        "zh": "没有 {found} 这个月，月份是 01 到 12。",
        "en": "There is no month {found}; months run from 01 to 12.",
    },
    "not_a_year": {
        "zh": "写的是 {found}，这里的键要写四位年份，如 2025。",
        "en": "Found {found}; the keys here are years of four digits, such as 2025.",
    },
    "year_out_of_range": {
        "zh": "写的是 {found}，年份要在 {low} 到 {high} 之间。",
        "en": "Found {found}; the year must lie between {low} and {high}.",
    },
    "not_a_number": {
        "zh": "写的是 {found}（{found_kind}），这里要写数字，不加引号、单位和千位逗号，如 13000 或 10061.6。",
        "en": "Found {found} ({found_kind}); write a number without quotes, unit or thousands separators,"
        " such as 13000 or 10061.6.",
    },
    "not_whole": {
        "zh": "写的是 {found}，这里要写整数，如 12。",
        "en": "Found {found}; a whole number is needed here, such as 12.",
    },
    "too_small": {
        "zh": "写的是 {found}，不能小于 {low}。",
        "en": "Found {found}; it must not be below {low}.",
    },
    "too_large": {
        "zh": "写的是 {found}，不能大于 {high}。",
        "en": "Found {found}; it must not be above {high}.",
    },
    "too_precise": {
        "zh": "写的是 {found}，位数太多：最多 {digits} 位有效数字，小数点后不要写到第 {places} 位以后。",
        "en": "Found {found}, which has too many digits: at most {digits} significant digits, none of them"
        " after decimal place {places}.",
    },
    "text_too_long": {
        "zh": "文字有 {size} 个字，最多 {limit} 个。",
        "en": "The text has {size} characters; at most {limit} are allowed.",
    },
    "text_bad_character": {
        "zh": "写的是 {found}，里面有换行或不可见的控制字符。请删去。",
        "en": "Found {found}, which has a line break or an invisible control character in it. Remove it.",
    },
    "too_many_entries": {
        "zh": "有 {size} 项，最多 {limit} 项。",
        "en": "There are {size} entries; at most {limit} are allowed.",
    },
    "empty_entry": {
        "zh": "这一项是空的。请填写，或删去这一项。",
        "en": "This entry is empty. Fill it in, or remove it.",
    },
    "duplicate_year": {
        "zh": "年份 {found} 写了两次（一次是数字，一次带引号）。请只留一个。",
        "en": "The year {found} is written twice (once as a number, once in quotes). Keep one.",
    },
    "ends_before_begins": {
        "zh": "{later} 是 {found}，早于 {earlier} 的 {begin}。请核对两者，是否写反了。",
        "en": "{later} is {found}, before {earlier}, which is {begin}. Check both; are they swapped?",
    },
    "base_and_ratio": {
        "zh": "base（基数）和 ratio（倍数）只能写一个，这里都写了。请删去一个。",
        "en": "Write base or ratio, not both. Remove one.",
    },
    "no_base_no_ratio": {
        "zh": "要写 base（每月缴费基数，元）或 ratio（平均工资的倍数），这里都没有。",
        "en": "Write base (CNY a month) or ratio (times the average wage); neither is here.",
    },
    "born_in_future": {
        "zh": "出生日期 {found} 晚于计算日期 {on}。请核对出生日期或 on。",
        "en": "The birth date {found} is after the evaluation date {on}. Check the birth date or on.",
    },
    "more_problems": {
        "zh": "还有 {count} 处问题没有列出。请先改正上面的。",
        "en": "{count} more problems are not listed. Correct those above first.",
    },
    "no_date": {
        "zh": "没有计算日期。请在档案里写 on: 2026-11-22，或另外给出日期。",
        "en": "There is no evaluation date. Write on: 2026-11-22 in the profile, or give a date.",
    },
    "no_policy": {
        "zh": "{found} 没有生效的积分政策。|最早的从 {first} 起。请换一个日期。",
        "en": "No policy is in force on {found}.| The first one begins on {first}. Choose another date.",
    },
    "too_far": {
        "zh": "{found} 太远了，最多预测到 {last}。",
        "en": "{found} is too far ahead; the last day that can be asked for is {last}.",
    },
    "no_wage": {
        "zh": "{month} 需要当月的平均工资，但没有记录。|最早的记录是 {first}。"
        "|这段缴费请改从 {first} 起写，或改写 ratio。",
        "en": "The average wage of {month} is needed but not on file.| The first on file is {first}.| Let the"
        " run begin in {first}, or write ratio.",
    },
    **TABLE_MESSAGES,
}
"""Code → language → template. Chinese comes first; both languages always exist."""

KINDS: dict[str, dict[str, str]] = {
    "object": {"zh": "一组“键: 值”", "en": "a group of 'key: value' entries"},
    "list": {"zh": "列表", "en": "a list"},
    "text": {"zh": "文字", "en": "a text"},
    "bool": {"zh": "是否", "en": "true or false"},
    "number": {"zh": "数字", "en": "a number"},
    "whole": {"zh": "整数", "en": "a whole number"},
    "date": {"zh": "日期", "en": "a date"},
    "null": {"zh": "空值", "en": "nothing"},
    "other": {"zh": "其他类型", "en": "something else"},
}
"""Words for kinds of values, for the parameter ``found_kind``."""

EXPECTED: dict[str, dict[str, str]] = {
    "object": {"zh": "一组“键: 值”", "en": "a group of 'key: value' entries"},
    "list": {"zh": "列表，每项以“- ”开头，或写成 […]", "en": "a list: entries that begin with '- ', or […]"},
    "text": {
        "zh": "文字；像数字或 true 的文字请加引号",
        "en": "a text; quote one that looks like a number or true",
    },
    "bool": {"zh": " true 或 false，不加引号", "en": "true or false, without quotes"},
    "date": {"zh": "日期，如 2026-11-22", "en": "a date, such as 2026-11-22"},
    "month": {"zh": "月份，如 2026-11", "en": "a month, such as 2026-11"},
    "other": {"zh": "文档里说明的值", "en": "what the format describes"},
}
"""Words for what is needed, for the parameter ``expected``."""

REASONS_ZH: dict[str, str] = {
    "Expecting property name enclosed in double quotes": "这里应是带双引号的键",
    "Expecting ':' delimiter": "这里应是冒号",
    "Expecting ',' delimiter": "这里应是逗号",
    "Expecting value": "这里应有一个值",
    "Extra data": "文档结束后还有内容",
    "Unterminated string starting at": "从这里开始的文字没有右引号",
    "mapping values are not allowed in this context": "这里不能出现冒号",
    "block sequence entries are not allowed in this context": "这里不能出现列表项",
    "did not find expected key": "这里应是一个键",
    "could not find expected ':'": "缺少冒号",
    "did not find expected ',' or '}'": "缺少逗号或右花括号",
    "did not find expected ',' or ']'": "缺少逗号或右方括号",
    "did not find expected <document start>": "文档在这里已经结束，后面还有内容",
    "found character that cannot start any token": "这个字符不能用在这里，多半是制表符",
    "found unexpected end of stream": "文字没有右引号",
}
"""The parsers' reasons in Chinese; others are shown as the parser gives them."""

_KIND_PARAMETERS = {"expected": EXPECTED, "found_kind": KINDS}
_QUOTES = {"zh": "“{}”", "en": "'{}'"}
_QUOTED = re.compile(" ?(“[^”]*”) ?")
"""Chinese marks of quotation bring their own space."""
_JOINERS = {"zh": "、", "en": ", "}
_PLACES = {"zh": "第 {line} 行第 {column} 列：", "en": "line {line}, column {column}: "}


def render(code: str, params: Mapping[str, object], lang: str) -> str:
    """The text of a problem in a language; a code that is not in the catalogue is shown as it is."""
    if lang not in LANGUAGES:
        raise ValueError(f"language {lang!r}: use one of {', '.join(LANGUAGES)}")
    template = MESSAGES[code][lang] if code in MESSAGES else code
    words = {name: _word(name, value, lang) for name, value in params.items() if value is not None}
    parts = (part.format_map(words) for part in template.split("|") if _names(part) <= words.keys())
    place = _PLACES[lang].format_map(words) if {"line", "column"} <= words.keys() else ""
    text = "".join(parts)
    return place + (_QUOTED.sub(r"\1", text) if lang == "zh" else text)


def _names(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def _word(name: str, value: object, lang: str) -> str:
    """One parameter as it stands in a sentence."""
    if name in _KIND_PARAMETERS:
        words = _KIND_PARAMETERS[name]
        return words[str(value)][lang] if str(value) in words else str(value)
    if name == "reason" and lang == "zh":
        return REASONS_ZH.get(str(value), str(value))
    if isinstance(value, str):
        return _QUOTES[lang].format(value) if name in ("found", "key", "nearest") else value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Iterable):
        return _JOINERS[lang].join(str(item) for item in value)
    return str(value)
