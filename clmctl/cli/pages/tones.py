"""The tone of a stage, a status, a position: what a person must look at stands out, what is over steps back."""

from types import MappingProxyType

from clmctl.model.contract import SIGNED, is_stage

_STATUS = MappingProxyType(
    {
        "active": "good",
        "auto-renewing": "good",
        "evergreen": "good",
        "notice-window": "soon",
        "to-renew": "soon",
        "expiring": "soon",
        "notice-missed": "bad",
        "unknown": "bad",
        "not-effective": "early",
        "expired": "quiet",
        "terminated": "quiet",
        "superseded": "quiet",
    }
)


def stage_tone(stage: str) -> str:
    """A stage before signature is early; one after which nothing comes is quiet; a word that is none is bad."""
    if stage in ("terminated", "cancelled", "superseded"):
        return "quiet"
    return "" if stage in SIGNED else "early" if is_stage(stage) else "bad"


def status_tone(status: str) -> str:
    """A status by what it asks of a person."""
    return _STATUS.get(status, "")
