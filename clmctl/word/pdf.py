"""The text of a PDF, page by page, and which of its pages are pictures; read in a process of its own, which may be ended."""

import io
import json
import logging

from clmctl.errors import Unreadable
from clmctl.model.frozen import frozen
from clmctl.word.confined import Broken, TooLong, confined

#: More pages than this and it is no contract; each is read for itself, so memory does not grow with them.
MAX_PAGES = 3_000
#: So few characters on a page that bears a picture are a stamp or a page number: the page is a scan.
_FEW = 60
#: The most text a file may give, in characters.
_MOST = 16_000_000
#: So much memory it may need, in bytes.
_MEMORY = 2 << 30


@frozen
class PdfText:
    """The text of each page in order, and the 1-based numbers of pages whose words are in a picture."""

    pages: tuple[str, ...]
    scanned: tuple[int, ...] = ()


def read_pdf(data: bytes, *, what: str = "the PDF", patience: float = 60.0) -> PdfText:
    """The words of a PDF. Unreadable, with what to do, where it is protected, damaged, nothing but pictures, or takes longer
    than `patience`, in seconds: a contract of 300 pages takes fifteen.
    """
    import pypdf  # noqa: F401 - so that the process which reads it need not load it again

    def read() -> bytes:
        try:
            found = _read(data, what)
        except Unreadable as problem:
            return json.dumps({"problem": str(problem), "hint": problem.hint}).encode()
        return json.dumps({"pages": found.pages, "scanned": found.scanned}).encode()

    try:
        said = json.loads(confined(read, seconds=patience, memory=_MEMORY))
    except TooLong:
        raise Unreadable(
            f"{what} takes more than {patience:.0f} seconds to read", hint="Open it and print it to a new PDF, or give its text."
        ) from None
    except Broken:
        raise Unreadable(
            f"{what} cannot be read: it needs more memory than a contract does, or breaks what reads it",
            hint="Open it and print it to a new PDF.",
        ) from None
    if "problem" in said:
        raise Unreadable(said["problem"], hint=said["hint"])
    return PdfText(tuple(said["pages"]), tuple(said["scanned"]))


def _read(data: bytes, what: str) -> PdfText:
    from pypdf import PasswordType, PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    pages: list[str] = []
    scanned: list[int] = []
    total = 0
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
            raise Unreadable(f"{what} is protected by a password", hint="Save a copy without a password.")
        if len(reader.pages) > MAX_PAGES:
            raise Unreadable(
                f"{what} has {len(reader.pages):,} pages; the most read is {MAX_PAGES:,}", hint="Give the contract alone."
            )
        for number, page in enumerate(reader.pages, 1):
            text = page.extract_text()
            total += len(text)
            if total > _MOST:
                raise Unreadable(f"{what} holds more than {_MOST:,} characters", hint="Give the contract alone.")
            if len(text.strip()) < _FEW and _has_picture(page):
                scanned.append(number)
            pages.append(text)
    except DependencyError as problem:
        raise Unreadable(
            f"{what} is encrypted in a way that is not read: {problem}", hint="Save a copy without protection."
        ) from None
    except (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, OSError, RecursionError, OverflowError,
            AssertionError, NotImplementedError, ZeroDivisionError, MemoryError) as problem:  # fmt: skip
        raise Unreadable(
            f"{what} is damaged: {type(problem).__name__} {str(problem)[:120]}".rstrip(),
            hint="Open it and print it to a new PDF.",
        ) from None
    if not "".join(pages).strip():
        if scanned:
            raise Unreadable(
                f"{what} is scanned: its {_counted(len(pages))} of words",
                hint="Have the words recognised (OCR), in a scanner's own program or with ocrmypdf, and import the result.",
            )
        raise Unreadable(f"{what} holds no text", hint="Ask for the file it was made from.")
    return PdfText(tuple(pages), tuple(scanned))


def _counted(pages: int) -> str:
    return "one page is a picture" if pages == 1 else f"{pages} pages are pictures"


def _has_picture(page: object) -> bool:
    """Whether a page shows a picture, its forms included."""
    resources = page.get("/Resources")  # type: ignore[attr-defined]
    return resources is not None and _pictures(resources.get_object(), 0)


def _pictures(resources: object, depth: int) -> bool:
    objects = resources.get("/XObject") if hasattr(resources, "get") else None
    if objects is None or depth > 4:
        return False
    for item in objects.get_object().values():
        found = item.get_object()
        if found.get("/Subtype") == "/Image":
            return True
        if found.get("/Subtype") == "/Form" and "/Resources" in found and _pictures(found["/Resources"].get_object(), depth + 1):
            return True
    return False
