"""The programme file: returns are added whole or not at all, and nobody else's file is touched."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.collate_files import a_return, action, count
from tests.exchange.return_samples import row
from ward_desk.core.collation.tables import RETURNS, TABLES, Incoming, table
from ward_desk.core.errors import KnownError
from ward_desk.exchange.returns.return_data import ReturnData, clean
from ward_desk.exchange.returns.return_sheets import TABLES as SHEETS
from ward_desk.service.collation.incoming import incoming
from ward_desk.store.programme import programme_file, programme_reading

ROOT = Path(__file__).resolve().parents[3]


def taken(data: ReturnData) -> Incoming:
    return incoming(clean(data), "file.xlsx")


ABBEY = taken(a_return(
    "Abbey",
    action_plan=[action("A-1", "Bins", due="2023-12-01")],
    activity_counts=[count("Bins", months=(1, None, 3), month_2_mark="[x]", code="bins")],
    funding=[row("funding", source="Grant", allocated=12_345)],
))  # fmt: skip
CHESHAM = taken(a_return("Chesham"))


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "programme.sqlite"


def asked(path: Path, sql: str) -> list[tuple[Any, ...]]:
    """As another program reads it."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def test_every_column_of_a_return_is_kept_under_its_own_name() -> None:
    for sheet in SHEETS:
        ours = next(one for one in TABLES if one.source == sheet.table)
        kept = {column.name for column in ours.columns}
        if sheet.table == "activity_counts":  # a figure is a row of its own in count_values
            kept |= {column.key for column in sheet.columns if column.key.startswith(("month", "quarter", "year"))}
            kept |= {column.key for column in sheet.columns if column.key.startswith(("last_quarter", "same_quarter"))}
        assert {column.key for column in sheet.columns} == kept


def test_what_is_kept_is_read_back(path) -> None:
    assert programme_file.add(path, [ABBEY, CHESHAM]) == {ABBEY.id, CHESHAM.id}
    with programme_file.opened(path) as connection:
        rows = programme_reading.returns(connection)
        assert rows == [ABBEY.row, CHESHAM.row]
        names = [one.name for one in TABLES]
        back = programme_reading.whole(connection, rows[0], names)
    for name in names:
        kept = sorted(ABBEY.tables[name], key=lambda one: (one["row"], str(one.get("measure")), str(one.get("period"))))
        assert list(back.tables[name]) == kept, name


def test_a_figure_is_a_row_of_its_own_with_its_month_and_its_mark(path) -> None:
    programme_file.add(path, [ABBEY])
    found = asked(path, "SELECT count, code, measure, period, value, mark FROM current_count_values ORDER BY 3, 4")
    assert found == [
        ("Bins", "bins", "month", "2023-10", 1.0, None),
        ("Bins", "bins", "month", "2023-11", None, "[x]"),
        ("Bins", "bins", "month", "2023-12", 3.0, None),
        ("Bins", "bins", "quarter", "2023-24-Q3", 4.0, None),
    ]


def test_money_is_kept_in_pence_and_given_in_pounds(path) -> None:
    programme_file.add(path, [ABBEY])
    assert asked(path, "SELECT allocated_pence, allocated, spent FROM current_funding") == [(12_345, 123.45, None)]


def test_every_table_and_column_is_documented_in_the_file(path) -> None:
    programme_file.add(path, [])
    documented = set(asked(path, "SELECT table_name, column_name FROM documentation"))
    for one in (RETURNS, *TABLES):
        columns = asked(path, f"SELECT name FROM pragma_table_xinfo('{one.name}')")
        assert {(one.name, name) for (name,) in columns} <= documented
    views = asked(path, "SELECT name FROM sqlite_master WHERE type = 'view'")
    assert {(name, "") for (name,) in views} <= documented


def test_every_table_holds_only_what_its_columns_say(path) -> None:
    programme_file.add(path, [])
    kinds = asked(path, "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    assert {name for name, strict in kinds if not strict} == {"sqlite_schema"}


def test_each_value_is_a_row_of_the_view_of_values(path) -> None:
    programme_file.add(path, [ABBEY])
    sql = 'SELECT "table", ref, "column", text, number FROM current_values WHERE "table" IN ("actions", "count_values")'
    assert set(asked(path, sql.replace('"actions", "count_values"', "'actions', 'count_values'"))) == {
        ("actions", "A-1", "ref", "A-1", None),
        ("actions", "A-1", "action", "Bins", None),
        ("actions", "A-1", "status", "In progress", None),
        ("actions", "A-1", "due", "2023-12-01", None),
        ("count_values", None, "month 2023-10", None, 1.0),
        ("count_values", None, "month 2023-11", None, None),
        ("count_values", None, "month 2023-12", None, 3.0),
        ("count_values", None, "quarter 2023-24-Q3", None, 4.0),
    }


@pytest.mark.parametrize("newer", [
    {"version": 2, "signed_on": "2024-01-01"},
    {"signed_on": "2024-02-01"},
])  # fmt: skip
def test_the_views_show_the_return_that_counts_in_whatever_order_they_came(path, newer) -> None:
    first = taken(a_return("Chesham", signed_on="2024-01-12"))
    second = taken(a_return("CHESHAM ", **{"signed_on": "2024-01-12", **newer}))
    draft = taken(a_return("Chesham", version=9, status="draft"))
    for one in (second, draft, first):
        programme_file.add(path, [one])
    assert asked(path, "SELECT return_id FROM current_returns") == [(second.id,)]
    assert len(asked(path, "SELECT * FROM returns")) == 3


def test_the_same_return_again_changes_no_byte(path) -> None:
    programme_file.add(path, [ABBEY])
    before = path.read_bytes(), path.stat().st_mtime_ns
    assert programme_file.add(path, [ABBEY]) == frozenset()
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_a_fault_in_the_middle_leaves_the_file_as_it_was(path, monkeypatch) -> None:
    programme_file.add(path, [ABBEY])
    before = asked(path, "SELECT * FROM every_value")
    broken = Incoming(CHESHAM.row, {**CHESHAM.tables, "notes": [{"row": "one"}]})
    with pytest.raises(Exception, match="INTEGER"):
        programme_file.add(path, [broken])
    assert asked(path, "SELECT * FROM every_value") == before
    assert asked(path, "SELECT ward FROM returns") == [("Abbey",)]


def test_a_fault_in_making_the_file_leaves_none(path) -> None:
    broken = Incoming(CHESHAM.row, {**CHESHAM.tables, "notes": [{"row": "one"}]})
    with pytest.raises(Exception, match="INTEGER"):
        programme_file.add(path, [broken])
    assert list(path.parent.iterdir()) == []


CRASH = """
import os, sys
from pathlib import Path
from tests.store.programme.test_programme_file import CHESHAM
from ward_desk.core.collation.tables import Incoming
from ward_desk.store.programme import programme_file

fill = programme_file._fill
def crash(connection, table, rows):
    connection.execute("PRAGMA cache_size = 1")  # so that it writes to the file long before it is done
    fill(connection, table, rows)
    if table.name == "notes":
        os._exit(9)
programme_file._fill = crash
notes = [{"row": number, "note": "n" * 500} for number in range(2000)]
programme_file.add(Path(sys.argv[1]), [Incoming(CHESHAM.row, {**CHESHAM.tables, "notes": notes})])
"""


def test_a_crash_in_the_middle_leaves_the_file_as_it_was(path) -> None:
    programme_file.add(path, [ABBEY])
    before = path.read_bytes()
    ended = subprocess.run(
        [sys.executable, "-c", CRASH, path], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=120
    )
    assert ended.returncode == 9
    assert path.read_bytes() != before  # half of it was written
    assert programme_file.add(path, [ABBEY]) == frozenset()
    assert asked(path, "SELECT ward FROM returns") == [("Abbey",)]
    assert programme_file.add(path, [CHESHAM]) == {CHESHAM.id}


def _database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE mine (a)")
        connection.commit()


def _with(path: Path, sql: str) -> None:
    programme_file.add(path, [ABBEY])
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(sql)


STRANGERS = {
    "another program's database": _database,
    "a text": lambda path: path.write_text("mine"),
    "an empty file": lambda path: path.write_bytes(b""),
    "a folder": Path.mkdir,
    "a trigger of somebody else's": lambda path: _with(
        path, "CREATE TRIGGER t AFTER INSERT ON returns BEGIN DELETE FROM returns; END"
    ),
    "a view put in the place of ours": lambda path: _with(
        path, "DROP VIEW current_actions; CREATE VIEW current_actions AS SELECT 1 AS ward"
    ),
    "an index on a table of ours": lambda path: _with(path, "CREATE INDEX i ON returns (upper(ward))"),
    "a table that is a program": lambda path: _with(path, "CREATE VIRTUAL TABLE v USING fts5(words)"),
    "a newer version's": lambda path: _with(path, "PRAGMA user_version = 99"),
}


@pytest.mark.parametrize("what", STRANGERS)
def test_a_file_that_is_not_ours_is_refused_untouched(path, what) -> None:
    STRANGERS[what](path)
    before = None if path.is_dir() else path.read_bytes()
    with pytest.raises(KnownError) as refused:
        programme_file.add(path, [CHESHAM])
    assert refused.value.code in ("programme.not_ours", "programme.too_new")
    assert "Nothing was changed" in refused.value.sentence
    assert (None if path.is_dir() else path.read_bytes()) == before


def test_a_damaged_file_is_told(path) -> None:
    programme_file.add(path, [ABBEY, CHESHAM])
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 4] = b"\xff" * 4096
    path.write_bytes(content)
    with pytest.raises(KnownError):
        programme_file.add(path, [CHESHAM])


def test_a_table_that_is_not_there_is_no_table() -> None:
    with pytest.raises(KeyError):
        table("mine")


def test_a_file_that_another_program_has_made_quicker_is_still_ours(path) -> None:
    programme_file.add(path, [ABBEY])
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ANALYZE")
    assert programme_file.add(path, [CHESHAM]) == {CHESHAM.id}


def test_views_and_tables_that_the_centre_adds_for_itself_stay(path) -> None:
    programme_file.add(path, [ABBEY])
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            "CREATE VIEW late AS SELECT * FROM actions WHERE due < '2024-01-01'; CREATE TABLE wards_seen (ward);"
            "INSERT INTO wards_seen VALUES ('Abbey')"
        )
    assert programme_file.add(path, [CHESHAM]) == {CHESHAM.id}
    assert asked(path, "SELECT ward FROM wards_seen") == [("Abbey",)]
    assert len(asked(path, "SELECT * FROM late")) == 1


def test_a_table_says_by_name_which_column_its_returns_are_known_by(path) -> None:
    programme_file.add(path, [])
    for one in TABLES:
        found = asked(path, f'SELECT "table", "from", "to" FROM pragma_foreign_key_list(\'{one.name}\')')
        assert found == [("returns", "return_id", "return_id")]


def test_every_column_of_every_view_is_documented_in_the_file(path) -> None:
    programme_file.add(path, [])
    documented = set(asked(path, "SELECT table_name, column_name FROM documentation"))
    for (view,) in asked(path, "SELECT name FROM sqlite_master WHERE type = 'view'"):
        of_a_table = {name for table, name in documented if table == view.removeprefix("current_")}
        for (name,) in asked(path, f"SELECT name FROM pragma_table_xinfo('{view}')"):
            assert (view, name) in documented or name in of_a_table, (view, name)


def test_a_number_stands_beside_its_mark_and_one_that_is_hidden_is_a_row_without_it(path) -> None:
    hidden = taken(a_return("Abbey", who_answered=[row("who_answered", source="Poll", band="18 to 24", mark="[c]")]))
    programme_file.add(path, [hidden])
    sql = "SELECT number, mark FROM current_values WHERE \"table\" = 'who_answered' AND \"column\" = 'number'"
    assert asked(path, sql) == [(None, "[c]")]
    assert asked(path, "SELECT * FROM current_values WHERE \"column\" LIKE '%mark'") == []


def test_the_code_of_a_measure_and_the_reference_of_a_count_are_what_a_value_is_known_by(path) -> None:
    programme_file.add(path, [taken(a_return("Abbey", summary={"actions_open": 4},
                                    activity_counts=[count("Bins", months=(1, 2, 3), ref="ABB-C01")]))])  # fmt: skip
    sql = 'SELECT ref, number FROM current_values WHERE "table" = {} AND "column" = {}'
    assert ("actions_open", 4.0) in asked(path, sql.format("'summary'", "'this_quarter'"))
    assert asked(path, sql.format("'count_values'", "'month 2023-11'")) == [("ABB-C01", 2.0)]


def _changes(path: Path) -> set[tuple[Any, ...]]:
    sql = 'SELECT version_before, version, "table", ref, "column", before, after FROM version_changes'
    return set(asked(path, sql))


def test_what_a_later_version_changed_is_told_value_by_value_in_whatever_order_they_came(path) -> None:
    first = a_return("Chesham", action_plan=[action("C-1", "Bins"), action("C-2", "Trees")],
                     activity_counts=[count("Bins", months=(1, 2, 3), ref="C-C1")])  # fmt: skip
    second = a_return("Chesham", version=2, action_plan=[action("C-1", "Bins", status="Complete")],
                      activity_counts=[count("Bins", months=(1, None, 3), ref="C-C1", month_2_mark="[x]")])  # fmt: skip
    for one in (second, first):
        programme_file.add(path, [taken(one)])
    programme_file.add(path, [ABBEY, taken(a_return("Chesham", version=3, status="draft"))])
    assert _changes(path) == {
        (1, 2, "actions", "C-1", "status", "In progress", "Complete"),
        (1, 2, "actions", "C-2", "ref", "C-2", None),
        (1, 2, "actions", "C-2", "action", "Trees", None),
        (1, 2, "actions", "C-2", "status", "In progress", None),
        (1, 2, "count_values", "C-C1", "month 2023-11", 2.0, "[x]"),
        (1, 2, "count_values", "C-C1", "quarter 2023-24-Q3", 6.0, 4.0),
    }


def test_a_third_version_is_set_beside_the_second(path) -> None:
    for version, status in enumerate(("In progress", "On hold", "Complete"), start=1):
        plan = [action("C-1", "Bins", status=status)]
        programme_file.add(path, [taken(a_return("Chesham", version=version, action_plan=plan))])
    assert _changes(path) == {
        (1, 2, "actions", "C-1", "status", "In progress", "On hold"),
        (2, 3, "actions", "C-1", "status", "On hold", "Complete"),
    }
