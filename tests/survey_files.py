"""Exports of survey tools as they come, with every mess they come with, as CSV files and as workbooks.

The same ward survey each time: what matters most (several choices, one of them with a comma), how satisfied one is
(a scale), what one would change (free text), an age band. Each builder writes the file and gives its path back.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import openpyxl

Rows = Sequence[Sequence[Any]]

MATTERS: Final = "Which of these matter most to you?"
SATISFIED: Final = "How satisfied are you with your local area as a place to live?"
CHANGE: Final = "What one thing would you change?"
AGE: Final = "What is your age?"
CHOICES: Final = ("Parks, play areas and open spaces", "Jobs", "Crime")
SCALE: Final = ("Very dissatisfied", "Fairly dissatisfied", "Neither", "Fairly satisfied", "Very satisfied")
AGES: Final = ("16 to 24", "25 to 44", "45 to 64", "65 and over")

# Choices by number, satisfaction, what to change, age.
ANSWERS: Final[tuple[tuple[tuple[int, ...], str, str, str], ...]] = (
    ((0, 1), "Very satisfied", "More benches – the café has none", "25 to 44"),
    ((2,), "Fairly dissatisfied", 'Lights in the "underpass"\nand on the towpath', "65 and over"),
    ((0, 1, 2), "Neither", "=1+1", "16 to 24"),
    ((), "", "", "45 to 64"),
    ((1,), "Fairly satisfied", "- a jobs fair; and buses, please", "25 to 44"),
)


def as_text(rows: Rows, sign: str = ",", encoding: str = "utf-8") -> bytes:
    """The rows as a CSV file, lines ended as Windows does."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=sign).writerows(rows)
    return text.getvalue().encode(encoding)


def written(path: Path, rows: Rows, sign: str = ",", encoding: str = "utf-8") -> Path:
    """The rows as a CSV file or, where the path says so, as a workbook of one sheet."""
    if path.suffix in (".xlsx", ".xlsm"):
        return workbook(path, {"Responses": rows})
    path.write_bytes(as_text(rows, sign, encoding))
    return path


def workbook(path: Path, sheets: dict[str, Rows], hidden: Iterable[str] = ()) -> Path:
    """Sheets by name; text that begins with = stays text, as a survey tool writes it."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for at, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                if value not in (None, ""):
                    cell = page.cell(at, column, value)
                    if isinstance(value, str):
                        cell.data_type = "s"
        if name in hidden:
            page.sheet_state = "hidden"
    book.save(path)
    return path


def forms_rows() -> list[list[Any]]:
    """Microsoft Forms: choices end with ";", dates have years of two digits, month first."""
    rows: list[list[Any]] = [
        ["ID", "Start time", "Completion time", "Email", "Name", MATTERS, SATISFIED, f"{CHANGE}\xa0", AGE]
    ]
    for at, (matters, satisfied, change, age) in enumerate(ANSWERS, start=1):
        rows.append(
            [
                at, f"10/{at + 4}/23 14:0{at}:00", f"10/{at + 4}/23 14:0{at}:45", "anonymous", "",
                "".join(f"{CHOICES[one]};" for one in matters), satisfied, change, age,
            ]
        )  # fmt: skip
    return rows


def surveymonkey_rows() -> list[list[Any]]:
    """SurveyMonkey: two rows of headings, one column for each choice, a question only over its first column."""
    rows: list[list[Any]] = [
        [
            "Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address", "First Name",
            "Last Name", "Custom Data 1", MATTERS, "", "", "", SATISFIED, CHANGE, AGE,
        ],
        [""] * 9 + [*CHOICES, "Other (please specify)", "Response", "Open-Ended Response", "Response"],
    ]  # fmt: skip
    for at, (matters, satisfied, change, age) in enumerate(ANSWERS, start=1):
        day = f"10/0{at + 4}/2023 02:0{at}"
        ticked = [words if one in matters else "" for one, words in enumerate(CHOICES)]
        rows.append([118_400_000_000 + at, 438_000_001, f"{day}:10 PM", f"{day}:50 PM", f"81.2.69.{at}", "", "", "", "",
                     *ticked, "Dog mess" if at == 2 else "", satisfied, change, age])  # fmt: skip
    return rows


def google_rows() -> list[list[Any]]:
    """Google Forms: the time first, choices joined by commas though one holds a comma itself."""
    rows: list[list[Any]] = [["Timestamp", MATTERS, SATISFIED, CHANGE, AGE]]
    for at, (matters, satisfied, change, age) in enumerate(ANSWERS, start=1):
        rows.append([f"2023/10/0{at + 4} 2:0{at}:10 pm GMT+1", ", ".join(CHOICES[one] for one in matters), satisfied,
                     change, age])  # fmt: skip
    return rows


def qualtrics_rows() -> list[list[Any]]:
    """Qualtrics: rows of names, of questions and of ImportId; the first response is a try by its maker."""
    names = ["StartDate", "EndDate", "Status", "IPAddress", "Progress", "Duration (in seconds)", "Finished",
             "RecordedDate", "ResponseId", "RecipientEmail", "LocationLatitude", "Q1", "Q2", "Q3", "Q4"]  # fmt: skip
    words = ["Start Date", "End Date", "Response Type", "IP Address", "Progress", "Duration (in seconds)", "Finished",
             "Recorded Date", "Response ID", "Recipient Email", "Location Latitude", MATTERS, SATISFIED, CHANGE,
             AGE]  # fmt: skip
    ids = ["startDate", "endDate", "status", "ipAddress", "progress", "duration", "finished", "recordedDate",
           "_recordId", "recipientEmail", "locationLatitude", "QID1", "QID2", "QID3_TEXT", "QID4"]  # fmt: skip
    rows: list[list[Any]] = [names, words, [json.dumps({"ImportId": one}) for one in ids]]
    rows.append(["2023-10-04 09:00:00", "2023-10-04 09:01:00", "Survey Preview", "", 100, 60, "True",
                 "2023-10-04 09:01:01", "R_0", "", "", "Jobs", "Neither", "a try", "25 to 44"])  # fmt: skip
    for at, (matters, satisfied, change, age) in enumerate(ANSWERS, start=1):
        rows.append([f"2023-10-0{at + 4} 14:0{at}:10", f"2023-10-0{at + 4} 14:0{at}:50", "IP Address", f"81.2.69.{at}",
                     100, 40, "True", f"2023-10-0{at + 4} 14:0{at}:51", f"R_{at}", "", "51.70",
                     ",".join(CHOICES[one] for one in matters), satisfied, change, age])  # fmt: skip
    return rows


def citizen_space_rows() -> list[list[Any]]:
    """Citizen Space: "Question - option" over one column for each choice."""
    rows: list[list[Any]] = [
        [
            "Response ID", "Submitted at", "What is your name? - Name", "What is your email address? - Email",
            *(f"1. {MATTERS} - {choice}" for choice in CHOICES), f"2. {SATISFIED} - Satisfaction",
            f"2. {SATISFIED} - Please tell us why", f"3. {AGE} - Age",
        ]
    ]  # fmt: skip
    for at, (matters, satisfied, change, age) in enumerate(ANSWERS, start=1):
        rows.append([f"ANON-K7QV-8ZC{at}-X", f"2023-10-0{at + 4} 14:0{at}:10", "", "",
                     *(words if one in matters else "" for one, words in enumerate(CHOICES)), satisfied, change,
                     age])  # fmt: skip
    return rows


def smartsurvey_rows() -> list[list[Any]]:
    """SmartSurvey: its own columns first, then numbered questions, with choices in a second row of headings."""
    rows: list[list[Any]] = [
        ["UserID", "UserNo", "Name", "Email", "IP Address", "Unique ID", "Started", "Ended", "Tracking Link",
         f"1. {MATTERS}", "", "", f"2. {SATISFIED}", f"3. {CHANGE}", f"4. {AGE}"],
        [""] * 9 + [*CHOICES, "", "", ""],
    ]  # fmt: skip
    for at, (matters, satisfied, change, age) in enumerate(ANSWERS, start=1):
        rows.append([251_000_000 + at, at, "", "", f"81.2.69.{at}", "", f"0{at + 4}/10/2023 14:0{at}",
                     f"0{at + 4}/10/2023 14:1{at}", "Web link",
                     *(words if one in matters else "" for one, words in enumerate(CHOICES)), satisfied, change,
                     age])  # fmt: skip
    return rows


def plain_rows() -> list[list[Any]]:
    """A table as an officer keeps it: title lines, an empty heading and one that stands twice, blank rows, a ragged
    row, and totals under it."""
    rows: list[list[Any]] = [
        ["Chesham town survey, autumn 2023"],
        ["Typed up by the library"],
        [],
        ["No.", "Date", MATTERS, SATISFIED, "Comments", "Comments", "", AGE],
    ]
    for at, (matters, satisfied, change, age) in enumerate(ANSWERS, start=1):
        rows.append([at, f"0{at + 4}/10/2023", "; ".join(CHOICES[one] for one in matters), satisfied, change, "", "x",
                     age])  # fmt: skip
        if at == 2:
            rows.append([])
    rows.append([6, "11/10/2023", "Jobs"])
    rows.append(["", "", "", "", "", "", "", ""])
    rows.append(["Total", 6, 5, 4])
    rows.append(["Mean", "", "", 3.25])
    return rows


def forms_csv(path: Path, sign: str = ",", encoding: str = "cp1252") -> Path:
    """An export of Microsoft Forms; in Windows letters unless told otherwise."""
    return written(path, forms_rows(), sign, encoding)


def surveymonkey_csv(path: Path, sign: str = ",", encoding: str = "utf-8-sig") -> Path:
    """An export of SurveyMonkey, all responses with their actual answers."""
    return written(path, surveymonkey_rows(), sign, encoding)


def google_csv(path: Path, sign: str = ",", encoding: str = "utf-8") -> Path:
    """The responses of a Google form as CSV."""
    return written(path, google_rows(), sign, encoding)


def qualtrics_csv(path: Path, sign: str = ",", encoding: str = "utf-8-sig") -> Path:
    """An export of Qualtrics; its .tsv is UTF-16 with tabs."""
    return written(path, qualtrics_rows(), sign, encoding)


def citizen_space_csv(path: Path, sign: str = ",", encoding: str = "utf-8") -> Path:
    """An export of Citizen Space."""
    return written(path, citizen_space_rows(), sign, encoding)


def smartsurvey_csv(path: Path, sign: str = ",", encoding: str = "utf-8-sig") -> Path:
    """An export of SmartSurvey."""
    return written(path, smartsurvey_rows(), sign, encoding)


def plain_csv(path: Path, sign: str = ";", encoding: str = "cp1252") -> Path:
    """A table kept by hand, parted by semicolons."""
    return written(path, plain_rows(), sign, encoding)


def forms_xlsx(path: Path) -> Path:
    """Microsoft Forms as its workbook: times are times, and the sheet is called Sheet1."""
    rows = forms_rows()
    for at, row in enumerate(rows[1:], start=5):
        row[1], row[2] = datetime(2023, 10, at, 14, at - 4), datetime(2023, 10, at, 14, at - 4, 45)
    return workbook(path, {"Sheet1": rows})


def surveymonkey_xlsx(path: Path) -> Path:
    """An export of SurveyMonkey as a workbook."""
    return written(path, surveymonkey_rows())


def google_xlsx(path: Path) -> Path:
    """The sheet that collects a Google form's responses: its times are times."""
    rows = google_rows()
    for at, row in enumerate(rows[1:], start=5):
        row[0] = datetime(2023, 10, at, 14, at - 4, 10)
    return workbook(path, {"Form responses 1": rows})


def qualtrics_xlsx(path: Path) -> Path:
    """An export of Qualtrics as a workbook."""
    return written(path, qualtrics_rows())


def citizen_space_xlsx(path: Path) -> Path:
    """An export of Citizen Space as a workbook."""
    return written(path, citizen_space_rows())


def smartsurvey_xlsx(path: Path) -> Path:
    """An export of SmartSurvey as a workbook."""
    return written(path, smartsurvey_rows())


def plain_xlsx(path: Path) -> Path:
    """A table kept by hand, after a hidden sheet of notes."""
    return workbook(path, {"Notes": [["Ask the library"]], "Survey": plain_rows()}, hidden=["Notes"])


def large_csv(path: Path, rows: int = 100_000, columns: int = 40) -> Path:
    """An export of a Google form of so many responses and columns, about six characters a cell."""
    headings = ["Timestamp", *(f"Question {at}: how satisfied are you?" for at in range(1, columns))]
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(headings)
        for at in range(rows):
            answers = [SCALE[(at * 7 + one) % 5][:6] if (at + one) % 9 else "" for one in range(columns - 1)]
            out.writerow([f"2023/10/{at % 28 + 1:02d} 14:{at % 60:02d}:{at // 60 % 60:02d}", *answers])
    return path
