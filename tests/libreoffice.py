"""Word files opened and saved by LibreOffice, and edited by it through UNO: each edit is a few lines of its own Basic.

Basic needs nothing beside LibreOffice itself, and every call it makes is one of UNO. One start serves many files.
"""

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

SOFFICE = shutil.which("soffice") or ""
needs_libreoffice = pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not here")
#: Who edits, as LibreOffice writes it beside what it tracks.
AUTHOR = "Lena Office"
_OPTIONS = ("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard")
#: The format of Word, as LibreOffice names it.
WORD = "docx:MS Word 2007 XML"
#: Seconds a start may take, and each file.
_PATIENCE, _A_FILE = 90, 10


@dataclass(frozen=True, slots=True)
class Edit:
    """A file to open (`source`), what is done to it (Basic; `d` is the document), where it is saved as Word (`target`)."""

    source: Path
    target: Path
    basic: str
    tracked: bool = False


#: What the lines of an edit may call.
_WORDS = """
Global gLooked As String

Function Words(d, said As String)
  Dim s
  gLooked = said
  s = d.createSearchDescriptor()
  s.SearchString = said
  s.SearchCaseSensitive = True
  Words = d.findFirst(s)
End Function

' The paragraph that says just this (a table of contents adds a page number), or that begins so.
Function Paragraph(d, said As String)
  Dim e, p, n
  gLooked = said
  For n = 0 To 1
    e = d.Text.createEnumeration()
    Do While e.hasMoreElements()
      p = e.nextElement()
      If p.supportsService("com.sun.star.text.Paragraph") Then
        If p.String = said Or (n = 1 And Left(p.String, Len(said)) = said) Then
          Paragraph = p
          Exit Function
        End If
      End If
    Loop
  Next n
End Function

' From the beginning of the paragraph that says the first to the beginning of the one that says the second.
Function Stretch(d, first As String, behind As String)
  Dim c
  c = d.Text.createTextCursorByRange(Paragraph(d, first).Start)
  c.gotoRange(Paragraph(d, behind).Start, True)
  Stretch = c
End Function

Sub Replace(d, said As String, instead As String)
  Dim r
  r = Words(d, said)
  r.String = instead
End Sub

Sub Behind(d, said As String, more As String)
  Dim r
  r = Words(d, said)
  r.Text.insertString(r.End, more, False)
End Sub

' A new paragraph behind the one that says this, of its kind.
Sub Another(d, said As String, more As String)
  Dim r, c
  r = Words(d, said)
  c = r.Text.createTextCursorByRange(r.End)
  c.gotoEndOfParagraph(False)
  c.Text.insertControlCharacter(c, 0, False)
  c.Text.insertString(c, more, False)
End Sub

Sub Without(d, said As String)
  Dim r, c
  r = Words(d, said)
  c = r.Text.createTextCursorByRange(r.Start)
  c.gotoStartOfParagraph(False)
  c.gotoEndOfParagraph(True)
  c.goRight(1, True)
  c.String = ""
End Sub

Sub Split(d, said As String)
  Dim r
  r = Words(d, said)
  r.Text.insertControlCharacter(r.End, 0, False)
End Sub

Sub Moved(d, first As String, behind As String, before As String)
  Dim c, t, v
  v = d.CurrentController
  c = Stretch(d, first, behind)
  v.select(c)
  t = v.getTransferable()
  c.String = ""
  v.select(Paragraph(d, before).Start)
  v.insertTransferable(t)
End Sub

Sub Dispatch(d, command As String)
  createUnoService("com.sun.star.frame.DispatchHelper").executeDispatch(d.CurrentController.Frame, command, "", 0, Array())
End Sub

Function Named(name As String, value)
  Dim p As New com.sun.star.beans.PropertyValue
  p.Name = name
  p.Value = value
  Named = p
End Function

Sub Told(where As String, words_ As String)
  Dim n
  n = FreeFile
  Open where For Append As #n
  Print #n, words_
  Close #n
End Sub
"""

_JOB = """
Sub Job{at}(report As String)
  Dim d
  On Error Goto Failed
  gLooked = ""
  d = StarDesktop.loadComponentFromURL("{source}", "_blank", 0, Array(Named("Hidden", True)))
  d.RecordChanges = {tracked}
{basic}
  d.storeToURL("{target}", Array(Named("FilterName", "MS Word 2007 XML")))
  d.close(True)
  Exit Sub
Failed:
  Told(report, "{name}: line " & Erl & ": " & Error$ & " (looked for: " & gLooked & ")")
  If Not IsNull(d) Then d.close(True)
End Sub
"""

_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Module1"/></library:library>
"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic">{}</script:module>
"""
_REGISTRY = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.UserProfile/Data"><prop oor:name="givenname" oor:op="fuse"><value>{given}</value></prop></item>
<item oor:path="/org.openoffice.UserProfile/Data"><prop oor:name="sn" oor:op="fuse"><value>{name}</value></prop></item>
</oor:items>
"""


def edited(edits: Sequence[Edit], room: Path) -> None:
    """Does the edits, in one start of LibreOffice; AssertionError with what it said where one could not be done.

    `room` is a folder to work in: its profile is made there at the first call and serves the others.
    """
    profile, report = room / "profile", room / "report"
    report.unlink(missing_ok=True)
    basic = profile / "user" / "basic" / "Standard"
    if not profile.exists():
        (profile / "user").mkdir(parents=True)
        given, _, name = AUTHOR.partition(" ")
        (profile / "user" / "registrymodifications.xcu").write_text(_REGISTRY.format(given=given, name=name))
        _run(profile, room, ["--terminate_after_init"], _PATIENCE)  # the first start lays out the profile, over what stood there
    basic.mkdir(parents=True, exist_ok=True)
    (basic / "script.xlb").write_text(_LIBRARY)
    jobs = [_job(at, edit) for at, edit in enumerate(edits)]
    run = "\n".join(
        ["Sub Run(report As String)", *(f"  Job{at}(report)" for at in range(len(edits))), "  StarDesktop.terminate()", "End Sub"]
    )
    (basic / "Module1.xba").write_text(_MODULE.format(escape("\n".join([_WORDS, *jobs, run]))))
    said = _run(profile, room, [f'macro:///Standard.Module1.Run("{report}")'], _PATIENCE + _A_FILE * len(edits))
    told = report.read_text() if report.exists() else ""
    assert not told, told
    missing = [edit.target.name for edit in edits if not edit.target.exists()]
    assert not missing, f"not saved: {missing}; LibreOffice said: {said}"


def saved_as(kind: str, source: Path, room: Path) -> Path:
    """The file that LibreOffice writes of another, opened and saved: `kind` is the ending and the name of the format.

    `room` is a folder to work in, as for `edited`.
    """
    folder = room / "saved"
    said = _run(room / "profile", room, ["--convert-to", kind, "--outdir", str(folder), str(source)], _PATIENCE)
    made = folder / f"{source.stem}.{kind.partition(':')[0]}"
    assert made.exists(), f"not saved: {source.name}; LibreOffice said: {said}"
    return made


def _job(at: int, edit: Edit) -> str:
    lines = "\n".join(f"  {line.strip()}" for line in edit.basic.strip().split("\n"))
    return _JOB.format(
        at=at, source=edit.source.as_uri(), target=edit.target.as_uri(), basic=lines, tracked=edit.tracked, name=edit.target.name
    )


def _run(profile: Path, room: Path, asked: Sequence[str], patience: int) -> str:
    words = (SOFFICE, f"-env:UserInstallation={profile.as_uri()}", *_OPTIONS, *asked)
    env = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "TMPDIR") if name in os.environ}
    process = subprocess.Popen(
        words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={**env, "HOME": str(room)}, start_new_session=True, cwd=room,
    )  # fmt: skip
    try:
        return process.communicate(timeout=patience)[0]
    except subprocess.TimeoutExpired:
        raise AssertionError(f"LibreOffice did not finish within {patience} seconds") from None
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
