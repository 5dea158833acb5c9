"""Telling a spreadsheet program to work its formulas out anew when it opens a workbook."""

from __future__ import annotations

import re
from typing import Final
from xml.parsers import expat

from ward_desk.exchange.template.letters import Letters, read_letters
from ward_desk.exchange.workbook_file import NotAWorkbookError
from ward_desk.exchange.workbook_scan import FAULTY

# What stands before calcPr in a workbook, in the standard's order; of these only the sheets are always there.
_BEFORE: Final = ("sheets", "functionGroups", "externalReferences", "definedNames")
_CLOSES: Final = re.compile(rb"</[^>]*>")
_ATTRIBUTE: Final = re.compile(rb"(\sfullCalcOnLoad\s*=\s*)(\"[^\"]*\"|'[^']*')")


def worked_out_on_opening(workbook: bytes) -> bytes:
    """The XML of xl/workbook.xml with fullCalcOnLoad set, and every other byte as it was."""
    content, letters = read_letters(workbook)
    return letters.written(_told(content, letters))


def _told(workbook: bytes, letters: Letters) -> bytes:
    found: dict[str, int] = {}
    after: dict[str, int] = {}
    parser = expat.ParserCreate(letters.read_as, " ")

    def started(name: str, _attributes: dict[str, str]) -> None:
        found.setdefault(name.rpartition(" ")[2], parser.CurrentByteIndex)

    def ended(name: str) -> None:
        at = parser.CurrentByteIndex
        # Of an element without content expat is past its end already: what stands there closes another one, if any.
        own = name.rpartition(" ")[2]
        if own in _BEFORE:
            closes = _CLOSES.match(workbook, at)
            closes_this = closes and closes[0][2:-1].strip().rpartition(b":")[2] == own.encode()
            after[own] = closes.end() if closes and closes_this else at

    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.Parse(workbook, True)
    if "calcPr" in found:
        start = found["calcPr"]
        end = workbook.index(b">", start) + 1
        return workbook[:start] + _switched_on(workbook[start:end]) + workbook[end:]
    place = max((after[name] for name in _BEFORE if name in after), default=0)
    if not place or "sheets" not in found:
        raise NotAWorkbookError(FAULTY)
    tag = re.match(rb"<([^\s/>]*:)?sheets", workbook[found["sheets"] :])
    prefix = (tag[1] or b"") if tag else b""
    return workbook[:place] + b'<%bcalcPr fullCalcOnLoad="1"/>' % prefix + workbook[place:]


def _switched_on(tag: bytes) -> bytes:
    if found := _ATTRIBUTE.search(tag):
        return tag if found[2][1:-1] in (b"1", b"true") else _ATTRIBUTE.sub(rb'\1"1"', tag)
    return re.sub(rb"(\s*/?>)$", rb' fullCalcOnLoad="1"\1', tag)
