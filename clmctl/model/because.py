"""Why something is done, and for whom: what every act leaves in the history."""

from typing import Literal

from clmctl.model.frozen import frozen


@frozen
class Because:
    """The reason of an act, the side it was done for, the turn of the negotiation, who asked, and what was traded for it."""

    why: str = ""
    side: Literal["us", "them"] = "us"
    turn: str = ""
    asked_by: str = ""
    traded_for: str = ""

    @property
    def given(self) -> bool:
        """Whether there is a reason at all."""
        return bool(self.why.strip())

    def trailers(self, contract: str, action: str, *clauses: str) -> tuple[tuple[str, str], ...]:
        """The trailers of an act on one contract and, where it touched some, its clauses."""
        found = [("Contract", contract), ("Action", action), *(("Clause", clause) for clause in clauses)]
        said = (
            ("Reason", self.why),
            ("Side", self.side),
            ("Turn", self.turn),
            ("Asked-By", self.asked_by),
            ("Traded-For", self.traded_for),
        )
        return (*found, *((name, value.strip()) for name, value in said if value.strip()))
