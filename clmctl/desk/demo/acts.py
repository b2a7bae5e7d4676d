"""What may happen to a contract of the demo: each act is one that a person can do, at the terminal or with an editor."""

from collections.abc import Callable, Mapping
from datetime import date

from clmctl.desk.changing import rewording, setting, signing, taking
from clmctl.desk.dates import renewing
from clmctl.desk.doing import Make, read_of
from clmctl.desk.drafting import becoming_draft
from clmctl.desk.opening import Desk
from clmctl.model.because import Because
from clmctl.model.contract import Stage
from clmctl.model.frozen import frozen
from clmctl.model.plan import Action, Plan, Read, Write
from clmctl.model.record import NoticeRecord
from clmctl.negotiation.clauses import section_at
from clmctl.negotiation.stages import move
from clmctl.text.comparing.digest import section_text
from clmctl.text.files.jsonl import with_lines
from clmctl.text.files.records import notice_line

#: What an act is made of: the contract's id and the day it happens.
Doing = Callable[[str, date], Make]


@frozen
class Client:
    """An invented client: the folder's name, and what its contracts say of it."""

    folder: str
    legal_name: str
    short_name: str
    jurisdiction: str
    company_no: str
    address: str
    email: str


@frozen
class Act:
    """Something done to a contract: how many days after its drawing, by whom, and the maker of its plan."""

    after: int
    by: str
    make: Doing


@frozen
class Deal:
    """A contract of the demo: with whom, when it begins (days from the day of the demo), what it says, and what is done to it.

    `drawn` is how many days before its beginning it is drawn; `acts` follow in order, each some days after the drawing. An
    answer may name another deal's contract (`{harbour}`), the last day of its term (`{harbour.end}`), the last day for a
    notice (`{harbour.deadline}`) or the day of the drawing (`{today}`).
    """

    name: str
    client: Client
    begins: int
    answers: Mapping[str, str]
    acts: tuple[Act, ...] = ()
    template: str = "customer-agreement"
    drawn: int = 40
    as_request: bool = False
    owner: str = "contract-manager"
    why: str = "new business with this client"


@frozen
class PaperDeal:
    """A contract on paper of the other side: its text as it arrived, and what was done about it. `drawn` is a day, as
    `begins` of a deal is."""

    name: str
    client: Client
    drawn: int
    file: str
    text: str
    acts: tuple[Act, ...] = ()
    owner: str = "contract-manager"
    why: str = "signed before we kept our contracts here"


def us(why: str, *, turn: str = "", asked_by: str = "", traded_for: str = "") -> Because:
    """A reason of ours."""
    return Because(why, "us", turn, asked_by, traded_for)


def them(why: str, turn: str = "", asked_by: str = "counsel for the customer") -> Because:
    """A reason of theirs."""
    return Because(why, "them", turn, asked_by)


def drafted(because: Because) -> Doing:
    """The request becomes a draft."""
    return lambda contract, day: becoming_draft(contract, {}, because)


def moved(to: Stage, action: Action, because: Because) -> Doing:
    """The contract moves to a stage."""

    def act(contract: str, day: date) -> Make:
        def make(desk: Desk) -> Plan:
            found, _, data = desk.contract_at(desk.path_of(contract))
            return move(found, data, to, action, because)

        return make

    return act


def fields(because: Because, *words: str) -> Doing:
    """Fields are set."""
    return lambda contract, day: setting(contract, words, because)


def position(clause: str, name: str, because: Because) -> Doing:
    """Another approved position is taken."""
    return lambda contract, day: taking(contract, clause, name, (), because)


def reworded(clause: str, words: tuple[str, str], because: Because) -> Doing:
    """Some words of a clause become others, as a person writes them into the text."""

    def act(contract: str, day: date) -> Make:
        def make(desk: Desk) -> Plan:
            section = section_at(desk.contract(contract), clause)
            text = section_text(section) if section else ""
            if words[0] not in text:
                raise LookupError(f"{clause} of {contract} does not say {words[0]!r}")
            return rewording(contract, clause, text.replace(*words), because)(desk)

        return make

    return act


def accepted(clause: str, codes: str, because: Because) -> Doing:
    """What lint says of a clause is accepted, by a comment with the reason before it."""

    def act(contract: str, day: date) -> Make:
        def make(desk: Desk) -> Plan:
            found, _, data = desk.contract_at(desk.path_of(contract))
            head = next(line for line in data.split(b"\n") if line.startswith(b"## ") and f"{{#{clause}".encode() in line)
            comment = f'<!-- clm:ignore {codes} reason="{because.why}" -->\n\n'.encode()
            return Plan(
                action="edit",
                title=f"Accept other words of {clause} in {contract}",
                writes=(Write(found.path, data.replace(head, comment + head, 1)),),
                trailers=because.trailers(contract, "edit", clause),
                reads=(Read(found.path, found.blob),),
                render=(contract,),
            )

        return make

    return act


def signed(because: Because) -> Doing:
    """The contract is signed on that day."""
    return lambda contract, day: signing(contract, day, None, because)


def renewed(why: str) -> Doing:
    """The contract is renewed by its own rule."""
    return lambda contract, day: renewing(contract, why, "", "account-manager")


def noticed(kind: str, because: Because) -> Doing:
    """A notice of that kind is recorded: sent that day, or received when it is theirs."""

    def act(contract: str, day: date) -> Make:
        def make(desk: Desk) -> Plan:
            found = desk.contract(contract)
            path = f"{found.folder}/record/notices.jsonl"
            there = desk.read(path)
            line = notice_line(
                NoticeRecord(
                    key=f"{kind}-{day}",
                    kind="termination" if kind == "termination" else "non-renewal",
                    side=because.side,
                    sent=day if because.side == "us" else None,
                    received=day if because.side == "them" else None,
                    effective=None,
                    by=found.owner,
                    why=because.why,
                )
            )
            return Plan(
                action="notice",
                title=f"Record a notice of {kind} of {contract}",
                writes=(Write(path, with_lines(there, [line])),),
                trailers=because.trailers(contract, "notice"),
                reads=(read_of(desk, path, there),),
            )

        return make

    return act
