"""Who answered, told again: two returns of the same people never give away by subtraction what one of them hides."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ward_desk.core.changes import Op
from ward_desk.core.periods import Quarter
from ward_desk.core.records import Row
from ward_desk.exchange.returns.return_data import ReturnData, ReturnRow, canonical_json
from ward_desk.service import edits
from ward_desk.service.document import Document
from ward_desk.service.returns.making import return_making, return_people
from ward_desk.service.returns.public import public_return
from ward_desk.store.rows import Store

Q3 = Quarter(2023, 3)
Bands = dict[str, int]


def set_bands(doc: Document, bands: Bands) -> None:
    """A survey that closed in the quarter, answered by these people."""

    def write(store: Store) -> None:
        for row in store.rows("equality_total"):
            store.delete("equality_total", str(row["id"]))
        survey = str(store.rows("survey")[0]["id"])
        store.update("survey", survey, {"opens": "2023-10-01", "closes": "2023-11-30", "sharing": "public"})
        for band, number in bands.items():
            store.insert("equality_total", {"survey": survey, "characteristic": "sex", "band": band, "number": number})

    doc.run(Op("test", "Who answered"), write)


def shown(data: ReturnData) -> Bands | dict[str, object]:
    rows = [row for row in data.tables["who_answered"] if row["characteristic"] == "Sex"]
    return {str(row["band"]): row["number"] if row["number"] is not None else row["mark"] for row in rows}


def made(doc: Document) -> ReturnData:
    return return_making.made(doc, Q3, None)


def send(doc: Document, version: int = 1) -> None:
    data = made(doc)
    kept = replace(data, header=replace(data.header, status="sent", version=version))
    values: Row = {
        "period": Q3.key, "version": version, "status": "sent", "snapshot": canonical_json(kept), "progress": "x",
    }  # fmt: skip
    doc.run(Op("test", "Send"), lambda store: store.insert("quarterly_return", values))


def test_the_same_numbers_are_told_again(ward: Document) -> None:
    set_bands(ward, {"Women": 3, "Men": 20, "Other": 12})
    before = shown(made(ward))
    send(ward)
    assert shown(made(ward)) == before == {"Women": "[c]", "Men": 20, "Other": "[c]"}
    assert not any(row["note"] == return_people.AS_TOLD for row in made(ward).tables["notes"])


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ({"Women": 30, "Men": 20}, {"Women": 31, "Men": 20}),  # one more came
        ({"Women": 30, "Men": 20}, {"Women": 30, "Men": 16}),  # four fewer
        ({"Women": 30, "Men": 20}, {"Women": 30, "Men": 20, "Other": 2}),  # a new band, small
        ({"Women": 3, "Men": 20, "Other": 12}, {"Women": 13, "Men": 20, "Other": 12}),  # hidden then, large now
        ({"Women": 13, "Men": 20, "Other": 12}, {"Women": 3, "Men": 20, "Other": 12}),  # large then, hidden now
    ],
)
def test_what_changed_by_so_few_that_the_difference_would_tell_is_given_as_it_was_sent(
    ward: Document, then: Bands, now: Bands
) -> None:
    set_bands(ward, then)
    before = shown(made(ward))
    send(ward)
    set_bands(ward, now)
    data = made(ward)
    assert shown(data) == before
    assert [row["subject"] for row in data.tables["notes"] if row["note"] == return_people.AS_TOLD]


@pytest.mark.parametrize("now", [{"Women": 35, "Men": 20}, {"Women": 30}])
def test_numbers_that_changed_by_enough_are_told_anew(ward: Document, now: Bands) -> None:
    set_bands(ward, {"Women": 30, "Men": 20})
    send(ward)
    set_bands(ward, now)
    assert shown(made(ward)) == now


def test_every_version_that_was_sent_counts_and_not_only_the_last(ward: Document) -> None:
    set_bands(ward, {"Women": 30, "Men": 20})
    send(ward)
    set_bands(ward, {"Women": 40, "Men": 20})
    send(ward, 2)
    set_bands(ward, {"Women": 31, "Men": 20})  # nine fewer than in version 2, one more than in version 1
    assert shown(made(ward)) == {"Women": 40, "Men": 20}


def test_the_public_version_never_shows_what_the_programmes_hides(ward: Document) -> None:
    set_bands(ward, {"Women": 3, "Men": 20, "Other": 12})
    send(ward)
    set_bands(ward, {"Women": 13, "Men": 20, "Other": 12})
    rows = public_return.public_data(ward, Q3).tables["who_answered"]
    assert rows == [row for row in made(ward).tables["who_answered"] if row in rows]
    assert shown(public_return.public_data(ward, Q3))["Women"] == "[c]"


people = st.integers(0, 14)
bands = st.dictionaries(st.sampled_from(("Women", "Men", "Other")), people, min_size=1)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(bands, min_size=2, max_size=3))
def test_no_two_returns_sent_differ_by_a_small_number(ward: Document, several: list[Bands]) -> None:
    ward.run(Op("test", "Begin anew"), lambda store: _remove_returns(store))
    told: list[dict[str, object]] = []
    for version, now in enumerate(several, start=1):
        set_bands(ward, now)
        told.append(dict(shown(made(ward))))
        send(ward, version)
    for at, later in enumerate(told):
        for earlier in told[:at]:
            if later == earlier:
                continue
            assert "[c]" not in {*later.values(), *earlier.values()}
            for band in later.keys() | earlier.keys():
                was, is_now = earlier.get(band, 0), later.get(band, 0)
                assert isinstance(was, int)
                assert isinstance(is_now, int)
                assert abs(is_now - was) == 0 or abs(is_now - was) >= 5


def _remove_returns(store: Store) -> None:
    for row in store.rows("quarterly_return"):
        store.update("quarterly_return", str(row["id"]), {"status": "draft"})  # one that was sent is not removed
        store.delete("quarterly_return", str(row["id"]))


def test_an_event_told_before_is_held_to_the_same(ward: Document) -> None:
    event = str(ward.store.rows("event", status="held")[0]["id"])
    edits.edit(ward, "event", event, {"start": "2023-10-14T10:00"})
    totals = [
        edits.add(ward, "equality_total", {"event": event, "characteristic": "sex", "band": band, "number": number})
        for band, number in (("Women", 30), ("Men", 20))
    ]
    source = str((ward.store.get("event", event) or {})["ref"])

    def women() -> list[ReturnRow]:
        return [
            row
            for row in made(ward).tables["who_answered"]
            if str(row["source"]).startswith(source) and row["band"] == "Women"
        ]

    assert [row["number"] for row in women()] == [30]
    send(ward)
    edits.edit(ward, "equality_total", totals[0], {"number": 28})
    assert [row["number"] for row in women()] == [30]
