"""Messages about tables of persons and ledgers; `jifen.messages` takes them into its catalogue."""

TABLE_MESSAGES: dict[str, dict[str, str]] = {
    "no_such_files": {
        "zh": "找不到 {found}。请写一个 Parquet 文件、一个文件夹，或用 * 写出一组文件。",
        "en": "There is nothing at {found}. Name a Parquet file, a folder, or several files with *.",
    },
    "not_parquet": {
        "zh": "{found} 不能按 Parquet 读取（{reason}）。",
        "en": "{found} cannot be read as Parquet ({reason}).",
    },
    "missing_column": {
        "zh": "没有 {key} 这一列。|是不是写成了 {nearest}？|表中现有：{columns}。",
        "en": "There is no column {key}.| Is it the one called {nearest}?| The table has: {columns}.",
    },
    "column_type": {
        "zh": "这一列的类型是 {found}，应是 {allowed}。",
        "en": "The column's type is {found}; it must be {allowed}.",
    },
    "part_without": {
        "zh": "{file} 没有这一列，而 {first_file} 有。一张表的各个文件，列要一致。",
        "en": "{file} does not have this column, {first_file} does. All files of a table need the same ones.",
    },
    "part_differs": {
        "zh": "这一列在 {file} 里的类型是 {found}，在 {first_file} 里是 {allowed}。"
        "一张表的各个文件，类型要一致。",
        "en": "In {file} the column's type is {found}, in {first_file} it is {allowed}."
        " All files of a table need the same ones.",
    },
    "column_null": {
        "zh": "有 {count} 行是空值，这一列不能为空。",
        "en": "{count} rows are null; this column must not be.",
    },
    "column_value": {
        "zh": "有 {count} 行不能用，例如 {found}。|可以写：{allowed}。",
        "en": "{count} rows cannot be used, such as {found}.| Allowed: {allowed}.",
    },
    "column_month": {
        "zh": "有 {count} 行不是月份，例如 {found}。请写成六位数 yyyymm，从 {low} 到 {high}。",
        "en": "{count} rows are no month, such as {found}. Write yyyymm, from {low} to {high}.",
    },
    "column_range": {
        "zh": "有 {count} 行超出范围，例如 {found}。应从 {low} 到 {high}。",
        "en": "{count} rows are out of range, such as {found}. They must lie between {low} and {high}.",
    },
    "not_unique": {
        "zh": "有 {count} 行的编号与别的行相同。每个人只能有一行。",
        "en": "{count} rows repeat the number of another row. Every person has one row.",
    },
    "no_rows": {
        "zh": "表里一行也没有。请检查是否选错了文件。",
        "en": "The table has no row. Check that it is the right one.",
    },
    "wage_unknown": {
        "zh": "有 {count} 行在 {first} 之前，那时没有平均工资的记录，而 {on} 的规则要比较它们的基数。"
        "请换一个日期。",
        "en": "{count} rows lie before {first}, for which no average wage is on file, yet the rules of {on}"
        " compare their base. Choose another date.",
    },
    "facts_do_not_fit": {
        "zh": "表里没有 {on} 这一天要数的缴费月数。请加上缴费明细表，或用同一日期、同一政策重新生成事实表。",
        "en": "The table does not have the months counted as {on} needs them. Give the ledger, or derive the"
        " facts again for the same date and policy.",
    },
}
