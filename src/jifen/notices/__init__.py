"""Reading a printed notice (核验通知书) without the platform: is it as it was signed, what does it say?"""

from jifen.notices.reading import Finding, NotANoticeError, examine

__all__ = ["Finding", "NotANoticeError", "examine"]
