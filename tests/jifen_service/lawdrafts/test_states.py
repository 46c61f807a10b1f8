"""Every step × state × person: nobody publishes what they wrote, nobody withdraws alone."""

from hypothesis import given
from hypothesis import strategies as st

from jifen_service.lawdrafts.states import IN_EFFECT, STEPS, Standing, State, possible, refusal

#: written down once more, by hand: step → from, to, who may not
TABLE = {
    "edit": ("draft", "draft", ""),
    "discard": ("draft", "withdrawn", ""),
    "propose": ("draft", "proposed", ""),
    "take_back": ("proposed", "draft", ""),
    "publish": ("proposed", "published", "writer"),
    "ask_withdrawal": ("published", "ending", ""),
    "keep": ("ending", "published", ""),
    "withdraw": ("ending", "withdrawn", "asker"),
}
WRITER, ASKER, OTHER = 1, 2, 3


def test_the_table_is_what_the_steps_say():
    assert {name: (step.source, step.target) for name, step in STEPS.items()} == {
        name: row[:2] for name, row in TABLE.items()
    }


@given(st.sampled_from(sorted(TABLE)), st.sampled_from(list(State)), st.sampled_from([WRITER, ASKER, OTHER]))
def test_a_step_is_taken_from_its_state_by_whom_it_is_for(name: str, state: State, actor: int):
    standing = Standing(state, frozenset({WRITER}), ASKER)
    source, _, never = TABLE[name]
    expected = "state" if state != source else ""
    if not expected and {WRITER: "writer", ASKER: "asker"}.get(actor) == never:
        expected = "four_eyes"
    assert refusal(name, standing, actor) == expected
    assert (name in {step.name for step in possible(standing, actor)}) is (not expected)


@given(st.lists(st.tuples(st.sampled_from(sorted(TABLE)), st.sampled_from([1, 2, 3])), max_size=40))
def test_nothing_comes_into_force_or_out_of_it_by_one_person(tried: list[tuple[str, int]]):
    state, writers, asker = State.DRAFT, {1}, None
    for name, actor in tried:
        if refusal(name, Standing(state, frozenset(writers), asker), actor):
            continue
        before, state = state, STEPS[name].target
        if name in ("edit", "propose"):
            writers.add(actor)
        asker = actor if name == "ask_withdrawal" else asker
        if (before in IN_EFFECT) != (state in IN_EFFECT):
            assert actor not in writers if state in IN_EFFECT else actor != asker
    assert not possible(Standing(State.WITHDRAWN), 1)
