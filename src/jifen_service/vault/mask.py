"""Masks (脱敏): what a screen shows of a sensitive value until somebody asks, on record, for the whole."""

STAR = "*"


def mask_id_number(number: str) -> str:
    """``310101199001011234`` → ``3101**********1234``; what is too short shows nothing."""
    return _middle(number.strip(), 4, 4)


def mask_phone(phone: str) -> str:
    """``13812345678`` → ``138****5678``; what is too short shows nothing."""
    return _middle(phone.strip(), 3, 4)


def mask_name(name: str) -> str:
    """``张小明`` → ``张**``: the first character, which is the surname of nearly everybody."""
    name = name.strip()
    return name[:1] + STAR * (len(name) - 1)


def _middle(text: str, head: int, tail: int) -> str:
    if len(text) < head + tail + 2:
        return STAR * len(text)
    return text[:head] + STAR * (len(text) - head - tail) + text[-tail:]
