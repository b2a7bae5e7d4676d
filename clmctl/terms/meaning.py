"""What each status means, in the words that `explain` prints."""

from collections.abc import Mapping
from types import MappingProxyType

from clmctl.model.term import Status

MEANING: Mapping[Status, str] = MappingProxyType(
    {
        Status.NOT_EFFECTIVE: "Not signed yet, cancelled, or signed and its first day is still to come.",
        Status.ACTIVE: "In force, and nothing has to be decided about its end yet.",
        Status.NOTICE_WINDOW: "In force; the day to decide has come, and notice that stops the renewal can still be given.",
        Status.NOTICE_MISSED: "In force; the last day for notice has passed: what follows can no longer be changed by notice.",
        Status.AUTO_RENEWING: "In force; its renewal was decided, and the next term is on record.",
        Status.EXPIRING: "In force; it will end: notice was given, or a fixed end is near.",
        Status.EVERGREEN: "In force with no end until notice is given.",
        Status.TO_RENEW: "In force; it ends unless somebody renews it, and the time to do so has come.",
        Status.EXPIRED: "Its last term is over and nothing followed.",
        Status.TERMINATED: "Ended by an act: a notice, an agreement, a termination on record.",
        Status.SUPERSEDED: "Another contract took its place.",
        Status.UNKNOWN: "It does not say enough to compute its terms; clmctl deadline names what is missing.",
    }
)
