"""A table as lines of text."""

from ward_desk.cli import tables


def test_a_table_lines_up_and_wraps_only_its_last_column():
    rows = [("Error", "CHE-07", "The due date stands before the start. Correct one of them."), ("Warning", "", "Ŵ")]
    assert tables.lines(("Level", "Record", "What"), rows, 48) == [
        "Level    Record  What",
        "Error    CHE-07  The due date stands before the",
        "                 start. Correct one of them.",
        "Warning          Ŵ",
    ]
    assert len(tables.lines(("Level", "Record", "What"), rows, 0)) == 3


def test_wide_and_combining_letters_take_the_room_they_take():
    first, second, third = tables.lines(("A", "B"), [("日本", "x"), ("e\u0301", "x")], 0)
    assert (first, second, third) == ("A     B", "日本  x", "e\u0301     x")
