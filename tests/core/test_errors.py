"""The three kinds of trouble."""

from ward_desk.core.errors import BugError, KnownError, NotUnderstoodError, WardDeskError


def test_a_known_error_says_what_happened_what_is_safe_and_what_to_do() -> None:
    error = KnownError("disk.full", "The disk is full.", "Nothing is lost", "Free some space and save again.")
    assert error.sentence == "The disk is full. Nothing is lost. Free some space and save again."
    assert str(error) == error.sentence
    assert (error.code, error.safe) == ("disk.full", "Nothing is lost")


def test_empty_parts_leave_no_gap() -> None:
    assert KnownError("x", "Gone?", "", "  ").sentence == "Gone?"


def test_a_bug_is_not_a_known_error() -> None:
    assert issubclass(BugError, WardDeskError)
    assert not issubclass(BugError, KnownError)


def test_typing_that_cannot_be_read_is_also_a_value_error() -> None:
    error = NotUnderstoodError("Type a date.")
    assert isinstance(error, ValueError)
    assert isinstance(error, WardDeskError)
    assert error.sentence == "Type a date."
