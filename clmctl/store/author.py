"""Who a commit names, when, and whether it is signed."""

from datetime import UTC, datetime

from clmctl.errors import ConfigError, UsageError
from clmctl.model.person import Actor
from clmctl.store import person
from clmctl.store.git import Repository


def author_environment(actor: Actor, when: str) -> dict[str, str]:
    """What tells git who acts and when, as author and as committer."""
    name, email = _plain(actor.name), _plain(actor.email)
    if not email:
        raise ConfigError("it is not known who you are", hint='Run: git config --global user.email "you@example.com"')
    moment = _moment(when)
    return {
        "GIT_AUTHOR_NAME": name or email.partition("@")[0],
        "GIT_AUTHOR_EMAIL": email,
        "GIT_AUTHOR_DATE": moment,
        "GIT_COMMITTER_NAME": name or email.partition("@")[0],
        "GIT_COMMITTER_EMAIL": email,
        "GIT_COMMITTER_DATE": moment,
    }


def known_identity(repo: Repository | None) -> tuple[str, str]:
    """(name, e-mail) that git has for the person here (or, without a repository, anywhere); empty where they never said."""
    settings = person.identity(repo)
    return settings.get("user.name", ""), settings.get("user.email", "")


def signing(repo: Repository) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """(arguments, settings) that make `commit-tree` sign, where signing is on; it does not look at `commit.gpgsign` itself.

    The key and the form may come from the repository; a program may only come from the person's or the system's
    configuration, since it is run.
    """
    here = person.identity(repo)
    if here.get("commit.gpgsign", "false").lower() not in {"true", "yes", "on", "1"}:
        return (), ()
    own = person.own_settings(repo)
    stated: tuple[str, ...] = ("user.signingkey", "gpg.format")
    pairs = [(name, here[name]) for name in stated if name in here]
    pairs += [
        ("gpg.program", own.get("gpg.program", "gpg")),
        ("gpg.openpgp.program", own.get("gpg.openpgp.program", own.get("gpg.program", "gpg"))),
        ("gpg.x509.program", own.get("gpg.x509.program", "gpgsm")),
        ("gpg.ssh.program", own.get("gpg.ssh.program", "ssh-keygen")),
    ]
    if "gpg.ssh.defaultkeycommand" in own:
        pairs.append(("gpg.ssh.defaultKeyCommand", own["gpg.ssh.defaultkeycommand"]))
    return ("-S",), tuple(pairs)


def _plain(text: str) -> str:
    """The name without what would end it in a commit's header, or a control character."""
    return " ".join("".join(char for char in text if char.isprintable() and char not in "<>").split())


def _moment(when: str) -> str:
    """The moment as git's own seconds and offset, so that nothing is left to guess."""
    try:
        moment = datetime.fromisoformat(when)
    except ValueError:
        raise UsageError(f"`{when}` is no moment", hint="Give an ISO date and time with its offset.") from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return f"@{int(moment.timestamp())} {moment:%z}"
