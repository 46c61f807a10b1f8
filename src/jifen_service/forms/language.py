"""The page's language as the engine names it."""

from django.utils.translation import get_language


def language() -> str:
    """Give "zh" or "en"."""
    return "en" if (get_language() or "").startswith("en") else "zh"
