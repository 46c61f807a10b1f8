"""The notice and the other prints (通知书与各种凭证): content, PDF, signature, verification."""
