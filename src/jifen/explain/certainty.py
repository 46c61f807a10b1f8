"""How sure a value of the law is, in words (确定程度)."""

from jifen.law import Text

#: every certainty that a law file may state, the surest first
CERTAINTY: dict[str, Text] = {
    "confirmed": {"zh": "政府文件", "en": "government text"},
    "reported": {"zh": "指南一致", "en": "guides agree"},
    "peer": {"zh": "数据集一致", "en": "data sets agree"},
    "derived": {"zh": "推算", "en": "derived"},
    "defined": {"zh": "本平台口径", "en": "our fixed reading"},
    "disputed": {"zh": "口径有争议", "en": "disputed"},
    "estimate": {"zh": "估计", "en": "estimate"},
}
