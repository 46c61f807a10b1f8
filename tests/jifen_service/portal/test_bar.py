"""The bar to the pass mark: where its pieces stand, and what is said of it to those who do not see it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jifen_service.portal.bar import Bar, Piece, draw
from jifen_service.portal.templatetags.house import describe, score_bar, signed

BASIC = ("age", "education", "credential", "si_years")


def result(*items: tuple[str, int] | tuple[str, int, bool], pass_mark: int = 120) -> dict[str, Any]:
    indicators = [
        {"id": item[0], "name": item[0], "points": item[1], "counted": item[2] if len(item) > 2 else True}
        for item in items
    ]
    total = sum(item["points"] for item in indicators if item["counted"])
    return {"total": total, "pass_mark": pass_mark, "indicators": indicators}


def drawn(*items: Any, **more: Any) -> Bar:
    return draw(result(*items, **more), "zh")


def points_at(bar: Bar, place: float) -> float:
    """Back from per cent to points, by the two places whose points are known."""
    return (place - bar.zero) / (bar.mark - bar.zero) * bar.pass_mark


def test_pieces_stand_side_by_side_in_the_order_of_the_result() -> None:
    bar = drawn(("age", 30), ("education", 90), ("si_years", 0), ("si_base", 50))
    assert [piece.id for piece in bar.counted] == ["age", "education", "si_base"]
    assert bar.counted[0].x == bar.zero
    for left, right in zip(bar.counted, bar.counted[1:], strict=False):
        assert left.end == pytest.approx(right.x, abs=0.01)
    assert points_at(bar, bar.counted[-1].end) == pytest.approx(170, abs=0.05)


def test_the_mark_comes_from_the_result() -> None:
    assert drawn(("age", 30), pass_mark=125).mark == drawn(("age", 30)).mark
    assert drawn(("age", 200), pass_mark=125).mark > drawn(("age", 200)).mark


def test_what_does_not_count_stands_beneath_what_it_gave_way_to() -> None:
    bar = drawn(("age", 30), ("education", 90), ("credential", 60, False), ("si_base", 100))
    (beneath,) = bar.not_counted
    assert beneath.x == bar.counted[1].x
    other = drawn(("age", 30), ("education", 50, False), ("credential", 100))
    assert other.not_counted[0].x == other.counted[1].x


def test_deductions_run_leftwards_to_the_total() -> None:
    bar = drawn(("age", 30), ("education", 90), ("detention", -50), ("crime", -150))
    assert bar.deducted[0].end == pytest.approx(bar.counted[-1].end, abs=0.01)
    assert bar.deducted[1].x == pytest.approx(bar.stand, abs=0.01)
    assert bar.stand == 0
    assert bar.zero > 0


@given(st.lists(st.integers(-150, 140), min_size=len(BASIC), max_size=len(BASIC)))
def test_nothing_is_ever_drawn_outside(values: list[int]) -> None:
    bar = drawn(*zip(BASIC, values, strict=True))
    places = [bar.zero, bar.mark, bar.stand, *(edge for piece in bar.pieces for edge in (piece.x, piece.end))]
    assert all(-0.01 <= place <= 100.01 for place in places)


def test_an_empty_result_is_an_empty_bar() -> None:
    bar = drawn(("age", 0))
    assert bar.pieces == ()
    assert bar.zero == bar.stand == 0
    assert "还没有" in describe(bar)


def test_labels_need_room() -> None:
    bar = drawn(("age", 30), ("education", 90), ("si_years", 3))
    wide, narrow = bar.counted[1], bar.counted[2]
    assert wide.name_fits == 1
    assert narrow.name_fits == 0


@pytest.mark.parametrize(("x", "width", "side"), [(10, 30, "after"), (70, 30, "before"), (20, 60, "")])
def test_labels_beneath_take_the_side_with_room(x: float, width: float, side: str) -> None:
    assert Piece("credential", "职称", 60, x, width, 0, 0).label_side == side


def test_the_bar_in_words() -> None:
    bar = drawn(("age", 30), ("education", 90), ("credential", 60, False), ("detention", -50))
    assert describe(bar) == (
        "总分 70, 标准分值 120。计入: 年龄 30、学历 90。 不计入: 职称技能 60。"
        " 扣分: 行政拘留 \N{MINUS SIGN}50。"
    )


def test_rows_beneath_are_as_many_as_needed() -> None:
    plain = score_bar(drawn(("age", 30)))["height_all"]
    both = score_bar(drawn(("age", 30), ("education", 50, False), ("credential", 60), ("crime", -150)))
    assert both["height_all"] > plain
    assert both["deducted_at"] > both["beneath"]


def test_a_minus_is_a_minus() -> None:
    assert signed(-50) == "\N{MINUS SIGN}50"
    assert signed(50) == "50"
