"""An amount of money: exact decimal and ISO 4217 currency."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from clmctl.model.frozen import frozen

#: Currencies whose smallest unit is not a hundredth (ISO 4217).
_DIGITS: Mapping[str, int] = MappingProxyType(
    dict.fromkeys(
        ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"), 0
    )
    | dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3)
    | dict.fromkeys(("CLF", "UYW"), 4)
)


def currency_digits(currency: str) -> int:
    """How many decimals amounts of a currency have."""
    return _DIGITS.get(currency, 2)


@frozen
class Money:
    """`amount` in units of `currency` (ISO 4217, upper case)."""

    amount: Decimal
    currency: str

    @property
    def figure(self) -> str:
        """The amount with at least the decimals of its currency, as every answer prints it: `120000.00`."""
        whole, _, fraction = f"{self.amount or 0:f}".partition(".")
        fraction = fraction.rstrip("0").ljust(currency_digits(self.currency), "0")
        return f"{whole}.{fraction}" if fraction else whole

    def __str__(self) -> str:
        return f"{self.figure} {self.currency}"
