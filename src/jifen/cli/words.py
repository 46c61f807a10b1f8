"""The table's own words; everything about the law comes from the law's files."""

WORDS: dict[str, dict[str, str]] = {
    "title": {"zh": "上海市居住证积分", "en": "Shanghai residence-permit points"},
    "total": {"zh": "{total} 分", "en": "{total} points"},
    "passes": {"zh": "已达到标准分值 {mark}", "en": "reaches the pass mark of {mark}"},
    "short": {"zh": "距标准分值 {mark} 还差 {gap} 分", "en": "{gap} short of the pass mark of {mark}"},
    "vetoed": {"zh": "一票否决, 不论多少分都不能申请", "en": "vetoed: no application, whatever the total"},
    "may_apply": {"zh": "现在可以申请", "en": "May apply now"},
    "total_short": {
        "zh": "申请条件都满足, 但自评不到 {mark} 分, 单位还不能提交",
        "en": "All conditions hold, but below {mark} the employer cannot file yet",
    },
    "may_not_apply": {"zh": "现在还不能申请", "en": "May not apply yet"},
    "indicator": {"zh": "指标", "en": "Indicator"},
    "points": {"zh": "积分", "en": "Points"},
    "because": {"zh": "为什么", "en": "Because"},
    "nothing": {"zh": "没有得分的", "en": "No points for"},
    "next": {"zh": "下一步", "en": "Next steps"},
    "warnings": {"zh": "提醒", "en": "Warnings"},
    "assumed": {"zh": "没有填写, 按对你有利的读", "en": "Not given, assumed in your favour"},
    "sources": {"zh": "依据", "en": "Sources"},
    "uncounted": {"zh": "不计入", "en": "not counted"},
    "version": {"zh": "政策版本", "en": "Policy version"},
    "in_force": {"zh": "生效时间", "en": "In force"},
    "certainty": {"zh": "确定程度", "en": "Certainty"},
    "parameter": {"zh": "规定", "en": "Value of the law"},
    "value": {"zh": "值", "en": "Value"},
    "since": {"zh": "自", "en": "Since"},
    "before": {"zh": "之前 ({day})", "en": "Before ({day})"},
    "after": {"zh": "之后 ({day})", "en": "After ({day})"},
    "same": {"zh": "两者没有不同", "en": "There is no difference"},
    "findings": {"zh": "会被退回或要核对的, {count} 处", "en": "To be returned or looked at: {count}"},
    "no_findings": {"zh": "没有发现会被退回的地方", "en": "Nothing found that would be returned"},
    "to_do": {"zh": "怎么办", "en": "What to do"},
    "not_checked": {"zh": "没有核对的 (没有填)", "en": "Not checked (not given)"},
    "until_further_notice": {"zh": "至今", "en": "until further notice"},
}


def say(key: str, lang: str, **values: object) -> str:
    """Give one of the table's words, filled in."""
    return WORDS[key][lang].format(**values)
