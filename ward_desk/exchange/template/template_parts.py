"""The parts of a template that its sheets lean on: the workbook's list of them, its words and its number formats."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote

from ward_desk.core.errors import KnownError
from ward_desk.exchange.file_limits import Limits
from ward_desk.exchange.template.cell_kinds import CellKind, kind_of
from ward_desk.exchange.workbook_file import NotAWorkbookError
from ward_desk.exchange.workbook_scan import FAULTY, outlines

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LIMITS: Final = Limits(
    "template", "template", 100_000, 2_000, "Ask the council for a template without what is not needed in it."
)
WORKBOOK: Final = "xl/workbook.xml"
# As every program writes them, and as the strict form of the standard has them.
MAIN: Final = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_RELATIONS: Final = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)


class Style(NamedTuple):
    """What matters here of the way a cell looks."""

    kind: CellKind = "any"
    locked: bool = True


class Related(NamedTuple):
    """A part that another one names; what lies outside the file is no part of it."""

    kind: str  # "worksheet", "table"
    part: str  # "xl/tables/table1.xml", "" when there is none of that name


class ListedSheet(NamedTuple):
    """A sheet as the workbook lists it."""

    name: str
    part: str
    hidden: bool


class Package:
    """The file unpacked: its parts in their order, and what the workbook says of itself.

    Raises NotAWorkbookError or KnownError for what is no workbook, not a safe one, or too large.
    """

    def __init__(self, content: bytes) -> None:
        outlines(content, LIMITS)
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            self.infos = packed.infolist()
            self.parts = {info.filename: packed.read(info) for info in self.infos}
        if len(self.parts) != len(self.infos):
            raise NotAWorkbookError("The file has two parts of the same name, which no spreadsheet program writes.")
        self._names = {name.casefold(): name for name in self.parts}
        self.workbook = self.xml(WORKBOOK)
        self.sheets = tuple(self._listed())
        self.styles = self._read_styles()
        self.words = self._read_words()
        settings = first(self.workbook, "workbookPr")
        self.from_1904 = settings is not None and is_on(settings.get("date1904"))

    def part(self, name: str) -> str:
        """The name of a part as the file has it, "" when there is none; letters may be large or small."""
        return self._names.get(name.casefold(), "")

    def xml(self, part: str) -> Element:
        """A small part as a tree. Raises NotAWorkbookError when it is not there."""
        from defusedxml.ElementTree import fromstring

        if part not in self.parts:
            raise NotAWorkbookError(FAULTY)
        return fromstring(self.parts[part], forbid_dtd=True)  # type: ignore[no-any-return]

    def related(self, part: str) -> dict[str, Related]:
        """What a part names, by the id it does so with."""
        folder, name = posixpath.split(part)
        relations = self.part(f"{folder}/_rels/{name}.rels")
        if not relations:
            return {}
        found = {}
        for one in self.xml(relations):
            target = unquote(one.get("Target", ""))
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            found[one.get("Id", "")] = Related(one.get("Type", "").rpartition("/")[2], self.part(path))
        return found

    def defined_names(self) -> Iterator[tuple[str, int | None, str]]:
        """Each name: in small letters, the sheet it is for counted from 0, and what it stands for."""
        for one in every(self.workbook, "definedName"):
            sheet = one.get("localSheetId")
            yield one.get("name", "").casefold(), None if sheet is None else int(sheet), one.text or ""

    def _listed(self) -> Iterator[ListedSheet]:
        related = self.related(WORKBOOK)
        for one in every(self.workbook, "sheet"):
            ids = [one.get(f"{{{space}}}id") for space in _RELATIONS]
            found = related.get(next(filter(None, ids), ""))
            if found is None or not found.part:
                raise NotAWorkbookError(FAULTY)
            yield ListedSheet(
                one.get("name", ""),
                found.part if found.kind == "worksheet" else "",
                one.get("state", "visible") != "visible",
            )

    def _read_styles(self) -> tuple[Style, ...]:
        part = next((one.part for one in self.related(WORKBOOK).values() if one.kind == "styles"), "")
        if not part:
            return ()
        tree = self.xml(part)
        # Conditional formats have number formats of their own, under numbers that may be the same.
        listed, formats = first(tree, "numFmts"), first(tree, "cellXfs")
        codes = {int(one.get("numFmtId", "0")): one.get("formatCode", "") for one in (() if listed is None else listed)}
        found = []
        for one in () if formats is None else formats:
            number = int(one.get("numFmtId", "0"))
            protection = first(one, "protection")
            unlocked = protection is not None and is_off(protection.get("locked"))
            found.append(Style(kind_of(number, codes.get(number, "")), not unlocked))
        return tuple(found)

    def _read_words(self) -> tuple[str, ...]:
        part = next((one.part for one in self.related(WORKBOOK).values() if one.kind == "sharedStrings"), "")
        return tuple(text_of(one) for one in self.xml(part)) if part else ()


def unusual(what: str) -> KnownError:
    """Of a template that is sound and yet written in a way in which no single cell can be changed."""
    return KnownError(
        "template.unusual",
        f"A part of the template {what}, which Ward Desk can't fill without changing more than single cells.",
        "Nothing was written.",
        "Open the template in Excel, save it, and choose it again.",
    )


def every(tree: Element, name: str) -> Iterator[Element]:
    """Every element of that name under the tree, in either form of the standard."""
    for space in MAIN:
        yield from tree.iter(f"{{{space}}}{name}")


def first(tree: Element, name: str) -> Element | None:
    """The first element of that name under the tree."""
    return next(every(tree, name), None)


def text_of(words: Element) -> str:
    """The words of a shared text, which may change its look on the way, without how they are spoken."""
    found = []
    for one in words:
        name = one.tag.rpartition("}")[2]
        if name == "t":
            found.append(one.text or "")
        elif name == "r":
            found += [run.text or "" for run in one if run.tag.rpartition("}")[2] == "t"]
    return "".join(found)


def is_on(value: str | None) -> bool:
    """Whether an attribute says yes."""
    return value in ("1", "true")


def is_off(value: str | None) -> bool:
    """Whether an attribute says no."""
    return value in ("0", "false")
