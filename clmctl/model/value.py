"""What a smart field may hold."""

from datetime import date
from decimal import Decimal

from clmctl.model.money import Money
from clmctl.model.period import Period

Value = str | bool | int | Decimal | date | Period | Money | tuple[str, ...]
