"""Finding and removing what could say who somebody is."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ward_desk.core.privacy import KINDS, Find, redact, redact_all, scan

PERSONAL = [
    ("email", "bob.o'neil+ward@example.co.uk"),
    ("phone", "07700 900123"),
    ("phone", "07700900123"),
    ("phone", "07 700 900 123"),
    ("phone", "(01494) 123456"),
    ("phone", "01494-123-456"),
    ("phone", "020 7946 0018"),
    ("phone", "+44 (0)1494 123 456"),
    ("phone", "+447700900123"),
    ("phone", "0044 7700 900 123"),
    ("phone", "7700900123"),
    ("ni", "QQ 12 34 56 C"),
    ("ni", "qq123456c"),
    ("postcode", "HP5 1AB"),
    ("postcode", "hp51ab"),
    ("postcode", "SW1A 1AA"),
    ("postcode", "M1 1AE"),
    ("name", "Mrs Smith"),
    ("name", "MR SMITH"),
    ("name", "Mr. smith"),
    ("name", "Cllr Jane O'Neil"),
    ("name", "Councillor Khan"),
    ("name", "Councillors Smith, Jones and Khan"),
    ("name", "Dr de la Cruz"),
    ("name", "Rev. J. B. Smith-Jones"),
    ("name", "Mx Müller"),
    ("name", "Dame Agatha"),
    ("name", "Sir Lancelot"),
    ("name", "Miss Ng"),
    ("name", "Ms Ahmed"),
]
ORDINARY = [
    "CHE-07 is 2023-24 and cost £1,500,000",
    "2023-12-13 10:00 and 01-12-2023 10:00 and 13/12/2023",
    "Sector HP5 1 and area HP5 only",
    "more than 400 residents, 50+ exhibitors, 63% of 1,234",
    "233 customers, 44 repairs, 20 truckloads in 2023 2024 2025",
    "£07700900123 in the accounts",
    "0.1234567890 of it",
    "the ward councillor and the Councillor said so",
    "Councillor Crowd Fund and Cllr surgeries",
    "Dr. alone, and a Dr",
    "Dr Challoner's Grammar School and Sir William Ramsay School",
    "MS Teams call, 50 ms later",
    "Flat B1 2nd floor",
    "Revision Rev B",
    "Dear Sir or Madam, Mr and Mrs",
    "We miss October. Miss October if you must",
    "@handle and a @ b and a@b",
    "sessions 01 02 03 04 05, rooms 0930-1030 1100-1230",
    "101, 111 and 999; Childline 0800 1111",
    "Q3 2023-24 (October to December 2023)",
]
pieces = st.one_of(st.sampled_from([text for _, text in PERSONAL] + ORDINARY), st.text(max_size=10))


@pytest.mark.parametrize(("kind", "text"), PERSONAL)
def test_what_is_personal_is_found_whole(kind: str, text: str) -> None:
    said = f"They said {text}, on the day."
    assert scan(said) == [Find(kind, 10, 10 + len(text), text)]


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert scan(text) == []
    assert redact_all(text) == text


def test_a_find_says_its_kind_in_words() -> None:
    (find,) = scan("ring 07700 900123")
    assert (find.label, find.text) == ("phone number", "07700 900123")
    assert redact("ring 07700 900123 today", find) == "ring [removed: phone number] today"


def test_a_find_of_an_older_text_is_refused() -> None:
    (find,) = scan("ring 07700 900123")
    with pytest.raises(ValueError, match="text changed"):
        redact("do not ring 07700 900123", find)


def test_several_finds_come_in_reading_order() -> None:
    text = "Mr Smith (bob@example.com, 07700 900123/07700 900124), HP5 1AB, QQ123456C"
    assert [find.kind for find in scan(text)] == ["name", "email", "phone", "phone", "postcode", "ni"]
    assert (
        redact_all("Mr Smith's dog, 07700 900123 12 times") == "[removed: name]'s dog, [removed: phone number] 12 times"
    )


def test_what_stands_in_for_a_find_is_no_find() -> None:
    for label in KINDS.values():
        assert scan(f"Mr [removed: {label}] Smith@[removed: {label}]") == []


@pytest.mark.parametrize(
    "piece",
    ["a", "@", "a@", "a@a.", "a.", "0", "07", "07 ", "+44", "(0", "Mr ", "Mr A", "Mr A-", "Mr Ab ", "Cllrs A, ",
     "Cllrs Ab, ",
     "Dr Aa ", "QQ12", "HP5 ", "'", " ", "\n", "Mr Smith 07700 900123 "],
)  # fmt: skip
def test_a_hostile_text_takes_no_longer_than_its_length(piece: str) -> None:
    text = (piece * 100_000)[:100_000]
    start = time.process_time()
    scan(text)
    assert time.process_time() - start < 3


@settings(deadline=None, max_examples=200)
@given(st.lists(pieces, max_size=6), st.sampled_from([" ", ", ", "", "\n", "-", "/"]))
def test_after_removing_all_nothing_is_found(words: list[str], between: str) -> None:
    text = between.join(words)
    finds = scan(text)
    assert all(text[find.start : find.end] == find.text for find in finds)
    assert all(one.end <= two.start for one, two in pairwise(finds))
    clean = redact_all(text)
    assert scan(clean) == []
    assert redact_all(clean) == clean
