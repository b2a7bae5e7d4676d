"""What may happen to a contract of the demo: each act is one that a person can do at the terminal."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from clmctl.desk.changing import setting, signing, taking
from clmctl.desk.dates import renewing
from clmctl.desk.doing import Make
from clmctl.desk.drafting import becoming_draft
from clmctl.desk.opening import Desk
from clmctl.model.because import Because
from clmctl.model.contract import Stage
from clmctl.model.plan import Action, Plan
from clmctl.negotiation.stages import move


@dataclass(frozen=True, slots=True)
class Client:
    """An invented client: the folder's name, and what its contract says of it."""

    folder: str
    legal_name: str
    short_name: str
    jurisdiction: str
    company_no: str
    address: str
    email: str


@dataclass(frozen=True, slots=True)
class Deal:
    """A contract of the demo: with whom, when it begins (days from the day of the demo), what it says, and what is done to it.

    `drawn` is how many days before its beginning it is drawn; `acts` follow in order, each some days after the drawing.
    """

    client: Client
    begins: int
    answers: Mapping[str, str]
    acts: "tuple[Act, ...]"
    drawn: int = 40
    as_request: bool = False
    owner: str = "contract-manager"


@dataclass(frozen=True, slots=True)
class Act:
    """Something done to a contract: how many days after its drawing, by whom, and the maker of its plan."""

    after: int
    by: str
    make: Callable[[str, date], Make]


def drafted(because: Because) -> Callable[[str, date], Make]:
    """The request becomes a draft."""
    return lambda contract, day: becoming_draft(contract, {}, because)


def moved(to: Stage, action: Action, because: Because) -> Callable[[str, date], Make]:
    """The contract moves to a stage."""

    def act(contract: str, day: date) -> Make:
        def make(desk: Desk) -> Plan:
            found, _, data = desk.contract_at(desk.path_of(contract))
            return move(found, data, to, action, because)

        return make

    return act


def fields(because: Because, *words: str) -> Callable[[str, date], Make]:
    """Fields are set."""
    return lambda contract, day: setting(contract, words, because)


def position(clause: str, name: str, because: Because) -> Callable[[str, date], Make]:
    """Another approved position is taken."""
    return lambda contract, day: taking(contract, clause, name, (), because)


def signed(because: Because) -> Callable[[str, date], Make]:
    """The contract is signed on that day."""
    return lambda contract, day: signing(contract, day, None, because)


def renewed(why: str) -> Callable[[str, date], Make]:
    """The contract is renewed by its own rule."""
    return lambda contract, day: renewing(contract, why, "", "account-manager")
