"""Fixtures every test may use: wards to work on, a fixed clock, and a home of the test's own.

A ward is built once a session and copied for each test, which is ten times faster than building it anew.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import hypothesis
import pytest

from ward_desk.core.changes import Op
from ward_desk.core.records import Row
from ward_desk.core.surveys.answers import key, pack
from ward_desk.service import frameworks
from ward_desk.service.document import Document
from ward_desk.service.wards import NewWard, start
from ward_desk.store.rows import Store

NOW = datetime(2023, 12, 18, 9, 0)

hypothesis.settings.register_profile("desk", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "desk")

if sys.platform.startswith("linux") and not os.environ.get("QT_QPA_PLATFORM"):
    os.environ["QT_QPA_PLATFORM"] = "offscreen"


@pytest.fixture(autouse=True)
def home_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the settings and drafts of whoever runs it."""
    home = tmp_path.with_name(tmp_path.name + "-home")
    for name in ("WARD_DESK_CONFIG", "WARD_DESK_STATE", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    monkeypatch.setenv("APPDATA", str(home / "roaming"))
    monkeypatch.setenv("LOCALAPPDATA", str(home / "local"))


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """The document's clock, stopped at 9 o'clock on Monday 18 December 2023."""
    return lambda: NOW


OpenDocument = Callable[..., Document]


@pytest.fixture
def open_document(clock: Callable[[], datetime]) -> Iterator[OpenDocument]:
    """Opens documents as `Document.open` does, at the fixed clock, and closes them after the test."""
    opened: list[Document] = []

    def open_one(path: Path, **how: object) -> Document:
        opened.append(Document.open(path, **{"clock": clock, **how}))  # type: ignore[arg-type]
        return opened[-1]

    yield open_one
    for document in opened:
        document.close()


@pytest.fixture(scope="session")
def wards(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The built wards by name. Copy them; never open them."""
    folder = tmp_path_factory.mktemp("wards")
    chesham = NewWard(frameworks.load("opportunity_bucks"), "Chesham", "Chesham", "CHE")
    north = NewWard(frameworks.load("levelling_up_north_northants"), "Queensway", "Wellingborough", "QUE")
    made = {}
    for name, new, then in (
        ("empty", chesham, None),
        ("ward", chesham, _handful),
        ("north", north, None),
    ):
        path = folder / f"{name}.ward"
        document = Document.create(path, start(new), role="Community officer", clock=lambda: NOW)
        if then:
            document.run(Op("sample.fill", "Fill the ward"), then)
        document.close()
        made[name] = path
    return made


@pytest.fixture
def empty_path(wards: dict[str, Path], tmp_path: Path) -> Path:
    """A closed document that holds what every Chesham document starts with."""
    return Path(shutil.copyfile(wards["empty"], tmp_path / "empty.ward"))


@pytest.fixture
def ward_path(wards: dict[str, Path], tmp_path: Path) -> Path:
    """A closed document with a handful of records."""
    return Path(shutil.copyfile(wards["ward"], tmp_path / "chesham.ward"))


@pytest.fixture
def empty_ward(empty_path: Path, open_document: OpenDocument) -> Document:
    """An open document that holds what every Chesham document starts with."""
    return open_document(empty_path)


@pytest.fixture
def ward(ward_path: Path, open_document: OpenDocument) -> Document:
    """An open document with a handful of records of each kind."""
    return open_document(ward_path)


@pytest.fixture
def north_northants_ward(wards: dict[str, Path], tmp_path: Path, open_document: OpenDocument) -> Document:
    """An open document whose plan hangs on recommendations instead of themes."""
    return open_document(Path(shutil.copyfile(wards["north"], tmp_path / "queensway.ward")))


def _handful(store: Store) -> None:
    """A few records of every kind, as they may stand in the middle of the third quarter of 2023-24."""

    def add(table: str, **values: object) -> str:
        row: Row = values  # type: ignore[assignment]
        return store.insert(table, row)

    themes = [str(row["id"]) for row in store.rows("theme", order="position")]
    council = add("organisation", name="Buckinghamshire Council", sector="council")
    school = add("organisation", name="Chiltern Hills Academy", sector="education", contact_role="Head of year 9")
    trust = add("organisation", name="Café Églantine", sector="voluntary")
    youth = add("priority", title="Something to do after school", theme=themes[0], term="short", agreed_on="2023-06-14")

    plan = (
        # title, theme, lead, start, due, status, rating, progress
        ("Open a homework club", 0, school, "2023-09-04", "2024-03-29", "in_progress", "green", 60),
        ("Clear the footpath by the river", 2, council, "2023-08-01", "2023-11-30", "in_progress", "red", 40),
        ("Advice desk in the library", 3, trust, "2023-10-02", "2024-01-12", "in_progress", "amber", 30),
        ("Plant 100% native hedges_", 2, council, "2024-02-01", "2024-04-30", "not_started", "", 0),
        ("Draw up the ward profile", None, council, "2023-07-01", "2023-09-29", "complete", "", 100),
        ("Winter fair on the old site", 4, trust, "2023-11-01", "2023-12-10", "cancelled", "", 10),
    )
    actions = [
        add(
            "action", title=title, theme=None if theme is None else themes[theme], lead=lead, start=begins, due=due,
            status=status, rating=rating, progress=progress,
            rating_reason="The contractor has not come." if rating in ("amber", "red") else "",
            delay_cause="capacity" if rating == "red" else "", term="short" if progress > 30 else "",
        )
        for title, theme, lead, begins, due, status, rating, progress in plan
    ]  # fmt: skip
    store.update("action", actions[0], {"priority": youth, "what": "Two afternoons a week, with a warm meal."})
    store.link("action_partner", actions[0], council)
    store.link("action_partner", actions[0], trust)
    add("milestone", action=actions[0], title="Room agreed", due="2023-09-15", done_on="2023-09-12")
    add("milestone", action=actions[0], title="Fifty pupils signed up", due="2024-01-31")
    add("progress_note", action=actions[0], noted_on="2023-10-20", words="Opened with 22 pupils.", status="in_progress",
        rating="green")  # fmt: skip
    add("progress_note", action=actions[1], noted_on="2023-12-04", words="No crew until January.", status="in_progress",
        rating="red")  # fmt: skip

    fair = add("event", title="Jobs fair", kind="fair", status="held", start="2023-11-22T10:00", end="2023-11-22T14:00",
               venue="Town hall", action=actions[2], organiser=council)  # fmt: skip
    clean = add("event", title="Clean-up by the river", kind="clean_up", status="held", start="2023-10-14",
                action=actions[1])  # fmt: skip
    add("event", title="New year open day", kind="workshop", status="planned", start="2024-01-10T18:00")
    store.link("event_theme", fair, themes[1])
    store.link("event_theme", clean, themes[2])
    store.link("event_partner", fair, school)
    add("attendance", event=fair, grouping="residents", number=400, precision="at_least")
    add("attendance", event=fair, grouping="from_ward", number=180, precision="about")
    add("attendance", event=fair, grouping="exhibitors", number=31)
    add("attendance", event=clean, grouping="adults", number=12, counted="people")
    add("attendance", event=clean, grouping="under_18s", number=5, counted="people")

    survey = add("survey", title="After-school survey", opens="2023-09-01", closes="2023-09-30", method="mixed",
                 audience="Families of years 7 to 9", retain_until="2024-09-30")  # fmt: skip
    likes = add("question", survey=survey, position=1, wording="What would you come to?", kind="several",
                options="Homework club\nFootball\nCooking")  # fmt: skip
    score = add("question", survey=survey, position=2, wording="How safe is the way home?", kind="scale")
    other = add("question", survey=survey, position=3, wording="Anything else?", kind="text")
    for number, (band, choices, safe) in enumerate(
        (("35-44", ("Homework club", "Cooking"), "2"), ("45-54", ("Football",), "4"), ("", ("Homework club",), "3"))
    ):
        response = add("response", survey=survey, answered_on=f"2023-09-{number + 10}", channel="paper", age_band=band,
                       source_row=str(number + 2),
                       answers=pack({key(likes): list(choices), key(score): safe}))  # fmt: skip
        if number == 1:
            add("comment", survey=survey, response=response, question=other, words="A place to sit and read")
    add("equality_total", survey=survey, characteristic="sex", band="Women", number=2)

    heard = add("feedback", words="Nowhere warm to do homework", heard_on="2023-09-12", channel="survey", survey=survey,
                priority=youth, action=actions[0], how_many=14, answer="The homework club opened in October.",
                told_on="2023-11-06", told_how="newsletter", place="Pond Park")  # fmt: skip
    add("feedback", words="The river path is full of glass", heard_on="2023-10-14", channel="event", event=clean,
        action=actions[1])  # fmt: skip
    add("feedback", words="No bus after six", heard_on="2023-12-01", channel="councillor")
    store.link("feedback_theme", heard, themes[0])

    sessions = add("activity_count", name="Homework club sessions", unit="sessions", theme=themes[0], target=60,
                   target_on="2024-03-31", position=90)  # fmt: skip
    share = add("activity_count", name="Pupils who come back", unit="%", nature="rate", kind="outcome", theme=themes[0],
                baseline=0.1, frequency="quarterly", position=91)  # fmt: skip
    store.link("count_action", sessions, actions[0])
    for month, value in (("2023-10", 6.0), ("2023-11", 8.0), ("2023-12", 3.0)):
        add("figure", activity_count=sessions, period=month, value=value)
    add("figure", activity_count=share, period="2023-24-Q3", numerator=18, denominator=22)
    add("figure", activity_count=sessions, period="2023-10", value=1, event=clean)

    add("funding", action=actions[0], source="Community board", purpose="Rent", stage="approved", allocated=250000,
        committed=120000, spent=84050)  # fmt: skip
    add("risk", title="The school hall is sold", action=actions[0], category="property", likelihood_before=3,
        impact_before=4, likelihood_after=2, impact_after=4)  # fmt: skip
    add("evidence", shows="Rent agreement", holder="Council", record_table="action", record_id=actions[0])
    add("profile_line", indicator="Children in low-income families", unit="%", ward_value=17.3, county_value=8.0)
    dive = add("deep_dive", topic="Young people after school", theme=themes[0])
    store.link("deep_dive_action", dive, actions[0])
    add("quarterly_return", period="2023-24-Q2", status="sent", signed_on="2023-10-12", sent_on="2023-10-13",
        signed_role="Ward councillor", progress="The plan was agreed.", workbook=b"PK\x00\xff")  # fmt: skip
    add("quarterly_return", period="2023-24-Q3", progress="The homework club opened.")
