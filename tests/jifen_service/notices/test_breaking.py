from hypothesis import given
from hypothesis import strategies as st

from jifen_service.notices.printing.breaking import lines

WIDE = 10
TEXTS = st.text("积分是多少, 。（）《》ab1-./ \n", max_size=60)


def test_chinese_breaks_anywhere_words_do_not_and_no_mark_begins_a_line():
    assert lines("最近四十八个月, 每年三分。", 7, len) == ["最近四十八个", "月, 每年三", "分。"]
    assert lines("打开 points.example 看", 15, len) == ["打开", "points.example", "看"]
    assert lines("", 5, len) == [""]


@given(TEXTS)
def test_nothing_is_lost_and_only_what_hangs_together_is_too_wide(text):
    found = lines(text, WIDE, len)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(len(line) <= WIDE for line in found)
