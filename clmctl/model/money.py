"""An amount of money: exact decimal and ISO 4217 currency."""

from decimal import Decimal

from clmctl.model.frozen import frozen


@frozen
class Money:
    """`amount` in units of `currency` (ISO 4217, upper case)."""

    amount: Decimal
    currency: str

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"
