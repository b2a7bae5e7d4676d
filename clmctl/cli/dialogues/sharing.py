"""The rounds of a sync: fetch, receive or join, hand over; again where somebody was faster."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from clmctl.cli.acting import Acting
from clmctl.cli.render import note, show_text
from clmctl.desk.doing import check_role
from clmctl.desk.merging import number_clashes, renumbering
from clmctl.desk.syncing import Unsettled, choices_of, drop_clashes, joining, keep_clashes, meet, received, to_share
from clmctl.errors import OutsideFailed
from clmctl.model.because import Because
from clmctl.model.plan import Plan
from clmctl.negotiation.merging.clash_file import CLASH_FILE
from clmctl.store.remote import fast_forward, push
from clmctl.store.worktree import edits

if TYPE_CHECKING:
    from clmctl.desk.opening import Desk
    from clmctl.desk.syncing import Meeting
    from clmctl.model.turn import Commit

_ROUNDS = 5
_MOST = 12


def share(call: Acting, take: str, because: Because, *, dry_run: bool) -> None:
    """Brings both sides together: theirs here, ours there. Stops with exit 3 where a person must decide."""
    for _ in range(_ROUNDS):
        fresh = call.anew()
        desk = fresh.writing_desk
        meeting = meet(desk)
        if not meeting.behind and not meeting.ahead:
            show_text(f"{meeting.upstream} and this workspace are the same.")
            _tell_of_edits(desk)
            return
        if dry_run:
            _foretell(desk, meeting, take, because)
            return
        if meeting.behind:
            _take_in(fresh, meeting, take, because)
        if not meeting.ahead or _hand_over(call.anew(), meeting):
            _tell_of_edits(desk)
            return
        note(f"Somebody shared with {meeting.upstream} in this moment; once more.")
    raise OutsideFailed(
        "Others keep sharing faster than this. What was joined is recorded here; nothing is lost.", hint="Try again in a moment."
    )


def _take_in(call: Acting, meeting: "Meeting", take: str, because: Because) -> None:
    """Receives what they recorded: as it is where we recorded nothing, else joined with ours."""
    desk = call.writing_desk
    if not meeting.ahead:
        news = received(desk, meeting)
        fast_forward(desk.repo, meeting.theirs)
        show_text(f"Received {_count(news)} from {meeting.upstream}:")
        _list(news)
        return
    decisions = choices_of(desk, take)
    for number in number_clashes(desk, meeting.base, meeting.theirs):
        call.anew().act(renumbering(number, meeting.base, meeting.theirs))
    try:
        call.anew().act(joining(meeting, decisions, because))
    except Unsettled as unsettled:
        keep_clashes(desk, unsettled.clashes, decisions, meeting)
        _tell(unsettled)
        raise
    drop_clashes(desk)


def _hand_over(call: Acting, meeting: "Meeting") -> bool:
    """Whether they took what we recorded; False where somebody was faster."""
    desk = call.writing_desk
    check_role(Plan("sync", "", ()), call.actor)
    ours = to_share(desk, type(meeting)(meeting.remote, meeting.branch, meeting.base, desk.head, meeting.theirs))
    if not push(desk.repo, meeting.remote, meeting.branch, desk.head):
        return False
    show_text(f"Shared {_count(ours)} with {meeting.upstream}.")
    return True


def _foretell(desk: "Desk", meeting: "Meeting", take: str, because: Because) -> None:
    """Says what a sync would do, and does nothing."""
    for words, listed in (("Would receive", received(desk, meeting)), ("Would share", to_share(desk, meeting))):
        if listed:
            show_text(f"{words} {_count(listed)}:")
            _list(listed)
    if meeting.behind and meeting.ahead:
        for number in number_clashes(desk, meeting.base, meeting.theirs):
            show_text(f"Would renumber our {number}: others drew it as well.")
            return
        try:
            plan = joining(meeting, choices_of(desk, take), because)(desk)
        except Unsettled as unsettled:
            _tell(unsettled)
            raise
        for remark in plan.notes:
            show_text(f"  {remark}")


def _tell_of_edits(desk: "Desk") -> None:
    """Says what was edited by hand and not recorded: only what is recorded is shared."""
    found = sorted(
        edit.path for edit in edits(desk.repo) if edit.kind in ("edited", "added", "deleted") and edit.path != CLASH_FILE
    )
    if found:
        some = f"{found[0]} was" if len(found) == 1 else f"{found[0]} and {len(found) - 1} more files were"
        note(f"{some} edited by hand and not recorded, so not shared.")
        note("  clmctl save records the edits, then clmctl sync shares them.")


def _tell(unsettled: Unsettled) -> None:
    for clash in unsettled.clashes:
        note(f"  {clash.path}: {clash.where}{': ' + clash.why if clash.why else ''}")


def _count(listed: "Sequence[Commit]") -> str:
    return f"{len(listed)} commit{'s' if len(listed) != 1 else ''}"


def _list(listed: "Sequence[Commit]") -> None:
    for commit in listed[:_MOST]:
        show_text(f"  {commit.id[:10]}  {commit.title} ({commit.author})")
    if len(listed) > _MOST:
        sys.stdout.write(f"  and {len(listed) - _MOST} more\n")
