"""The words of ``jifen verify-notice``."""

_WORDS: dict[str, dict[str, str]] = {
    "not_a_pdf": {"zh": "不是 PDF 文件", "en": "is no PDF"},
    "signature": {"zh": "签名", "en": "Signature"},
    "intact": {"zh": "完好, 签名之后没有一处改动", "en": "intact: nothing was changed since"},
    "not_intact": {"zh": "不完好", "en": "broken"},
    "signer": {"zh": "签名人", "en": "Signed by"},
    "certificate": {"zh": "证书", "en": "Certificate"},
    "trusted": {"zh": "是你信任的证书签的", "en": "one of those that you trust"},
    "not_trusted": {"zh": "不是你信任的证书签的", "en": "none of those that you trust"},
    "not_checked": {
        "zh": "没有核对签名人: 用 --trust 给出签发机构的证书, 或核对指纹",
        "en": "signer not checked: give the issuer's certificate with --trust, or compare the fingerprint",
    },
    "code": {"zh": "核验码", "en": "Code"},
    "number": {"zh": "编号", "en": "Number"},
    "points": {"zh": "积分", "en": "Points"},
    "decided_on": {"zh": "核定日期", "en": "Decided on"},
    "issued_on": {"zh": "签发日期", "en": "Issued on"},
    "valid_until": {"zh": "有效期至", "en": "Valid until"},
    "holder": {"zh": "持证人", "en": "Holder"},
    "state": {"zh": "当前状态", "en": "State now"},
    "asked": {"zh": "已向平台查询", "en": "asked of the platform"},
    "not_asked": {
        "zh": "没有查询: 是否被撤销或代替, 用 --server 向平台查询",
        "en": "not asked: whether it was revoked or superseded, ask with --server",
    },
    "verdict": {"zh": "结论", "en": "Verdict"},
    "is_valid": {"zh": "有效", "en": "valid"},
    "is_unsigned": {"zh": "无效: 没有数字签名", "en": "not valid: it bears no signature"},
    "is_changed": {"zh": "无效: 签名之后被改动过", "en": "not valid: it was changed after signing"},
    "is_untrusted": {"zh": "无效: 签名人不是签发机构", "en": "not valid: somebody else signed it"},
    "is_foreign": {
        "zh": "无效: 签名完好, 但不是积分通知书",
        "en": "not valid: signed, but no notice of points",
    },
    "is_expired": {"zh": "无效: 已过有效期", "en": "not valid: it has expired"},
    "is_revoked": {"zh": "无效: 已被撤销", "en": "not valid: it was revoked"},
    "is_superseded": {"zh": "无效: 已被新的通知书代替", "en": "not valid: a newer notice superseded it"},
    "is_unknown": {"zh": "无效: 平台没有这个核验码", "en": "not valid: the platform does not know its code"},
    "is_differs": {"zh": "无效: 内容和平台的记录不一致", "en": "not valid: the platform's record differs"},
}


def say(key: str, lang: str) -> str:
    """Give one of the words."""
    return _WORDS[key][lang]
