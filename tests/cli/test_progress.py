"""How far long work is, on one line of the terminal."""

import sys

from ward_desk.cli.progress import progress


def test_progress_is_shown_only_to_somebody_who_looks(monkeypatch, capsys):
    with progress("Writing the return") as say:
        say(1, 2)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with progress("Writing the return") as say:
        say(1, 2, "Actions")
    assert "Writing the return: 50%" in capsys.readouterr().err
