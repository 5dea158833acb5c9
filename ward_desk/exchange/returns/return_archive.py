"""Pack a workbook so that the same return gives the same bytes whenever it is written: every part of the file, and the
times within it, carry the day the return was made."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from openpyxl import Workbook

EARLIEST: Final = date(1980, 1, 1)  # a ZIP file knows no day before
_FOR_ITS_OWNER: Final = 0o600 << 16


def packed(book: Workbook, made_on: str) -> memoryview:
    """The bytes of a workbook. `made_on` is an ISO date; without one its parts carry the earliest day there is."""
    from ward_desk.exchange.returns.return_parts import PartsWriter

    day = max(date.fromisoformat(made_on), EARLIEST) if made_on else EARLIEST
    book.properties.created = book.properties.modified = datetime.combine(day, time())
    buffer = io.BytesIO()
    with _Dated(buffer, day) as file:
        PartsWriter(book, file).write_data()  # `Workbook.save` would write the time it is now
    return buffer.getbuffer()


class _Dated(ZipFile):
    """A ZIP file all of whose parts are of one day."""

    def __init__(self, file: io.BytesIO, day: date) -> None:
        super().__init__(file, "w", ZIP_DEFLATED)
        self._day = day

    def writestr(self, zinfo_or_arcname: str | ZipInfo, data: Any, *args: Any, **how: Any) -> None:
        part = zinfo_or_arcname if isinstance(zinfo_or_arcname, ZipInfo) else self._part(zinfo_or_arcname)
        super().writestr(part, data, *args, **how)

    def _part(self, name: str) -> ZipInfo:
        part = ZipInfo(name, (self._day.year, self._day.month, self._day.day, 0, 0, 0))
        part.compress_type = ZIP_DEFLATED
        part.external_attr = _FOR_ITS_OWNER
        return part
