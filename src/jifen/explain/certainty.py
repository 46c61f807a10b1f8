"""How sure a value of the law is, in words (确定程度): the same everywhere."""

from jifen.law import Text

#: every certainty that a law file may state, the surest first
CERTAINTY: dict[str, Text] = {
    "confirmed": {"zh": "政府文件原文", "en": "the government's own text"},
    "reported": {"zh": "公开指南这样写", "en": "public guides say so"},
    "peer": {"zh": "多个数据集一致", "en": "several data sets agree"},
    "derived": {"zh": "由别的数推算", "en": "derived from other figures"},
    "defined": {"zh": "本平台固定的读法", "en": "our fixed reading"},
    "disputed": {"zh": "口径有争议", "en": "sources disagree"},
    "estimate": {"zh": "估计, 可以改", "en": "an estimate you may change"},
}
