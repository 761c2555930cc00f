"""What the end of a grant puts back: the edit, not the list."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.evidence import Policy, PolicyMode
from assistant.domain.permissions.edit import allowing, difference
from assistant.domain.permissions.grant import Grant, handed_over, put_back, released
from assistant.domain.permissions.policy import NO_POLICY

ALLOW, DENY = PolicyMode.ALLOW_LIST, PolicyMode.DENY_LIST


def grant(mode, ids, former, wanted=None, name="g1", until="2026-11-23T12:00:00+00:00"):
    return Grant(name, "chg_1", "http://h/v1", "proj_1", mode, tuple(wanted or ids), tuple(ids), tuple(former), until)


def test_added_ids_are_taken_off_and_nothing_else():
    back = put_back(Policy(ALLOW, ("a", "x", "b", "later")), [grant(ALLOW, "x", "ab")], [])
    assert (back.after, back.undone) == (Policy(ALLOW, ("a", "b", "later")), ("x",))


def test_ids_that_were_taken_off_come_back_to_their_places():
    back = put_back(Policy(DENY, ("a", "c", "later")), [grant(DENY, "xb", "xabc")], [])
    assert back.after == Policy(DENY, ("x", "a", "b", "c", "later"))
    assert set(back.undone) == {"x", "b"}


def test_what_another_live_grant_needs_is_left_and_handed_over():
    ended, live = grant(ALLOW, "xy", "ab"), grant(ALLOW, "", "abxy", wanted="x", name="g2", until="2026-12-01")
    later = grant(ALLOW, "", "abxy", wanted="x", name="g3", until="2026-12-31")
    back = put_back(Policy(ALLOW, ("a", "b", "x", "y")), [ended], [live, later])
    assert (back.after.model_ids, back.undone, back.needed) == (("a", "b", "x"), ("y",), ("x",))
    (heir,) = handed_over(ended, back.needed, [live, later])
    assert (heir.id, heir.ids, heir.former) == ("g3", ("x",), ("a", "b"))
    assert put_back(back.after, [heir], []).after == Policy(ALLOW, ("a", "b"))


def test_what_someone_changed_meanwhile_is_left_and_said():
    gone = put_back(Policy(ALLOW, ("a",)), [grant(ALLOW, "x", "a")], [])
    assert (gone.after, gone.undone, gone.changed) == (Policy(ALLOW, ("a",)), (), ("x",))
    blocked_again = put_back(Policy(DENY, ("a", "x")), [grant(DENY, "x", "ax")], [])
    assert (blocked_again.undone, blocked_again.changed) == ((), ("x",))
    for other in (NO_POLICY, Policy(DENY, ("x",)), Policy(DENY, ())):
        back = put_back(other, [grant(ALLOW, "x", "a")], [])
        assert (back.after, back.undone, back.changed) == (other, (), ("x",))


def test_what_is_permitted_for_good_is_put_back_no_more():
    assert released(grant(ALLOW, "xy", "a"), ["x"]).ids == ("y",)


@given(
    st.sampled_from([ALLOW, DENY]),
    st.lists(st.sampled_from("abcdef"), unique=True),
    st.lists(st.sampled_from("abcdefgh"), min_size=1, unique=True),
)
def test_the_end_of_an_undisturbed_grant_restores_the_list(mode, listed, wanted):
    before = Policy(mode, tuple(listed))
    after = allowing(before, wanted)
    edit = difference(before, after)
    made = grant(mode, edit.adds or edit.takes_off, listed, wanted)
    assert put_back(after, [made], []).after == before
