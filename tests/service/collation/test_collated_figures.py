"""How the figures of many wards come together in the programme (model.md, Periods and sums)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.collate_files import BUCKS, WARDS, a_return, action, again, count, event, feedback, of_wards
from tests.exchange.return_samples import row
from ward_desk.core.periods import Quarter
from ward_desk.service.returns.making.return_making import quarter_data


def test_every_total_is_what_its_nature_says(put_together) -> None:
    def counts(n: int) -> list[Any]:
        return [
            count("Sessions", months=(n, 10 * n, 100 * n)),
            count("Homes", "stock", months=(7, 8, n), unit="homes"),
            count("Happy", "rate", unit="%", quarter=10.0, quarter_numerator=n, quarter_base=10 * n),
            count("People", "people", quarter=n),
            count("Mean", "score", unit="points", quarter=n, quarter_base=n),
        ]

    done = put_together(*(a_return(ward, activity_counts=counts(n)) for n, ward in enumerate(WARDS[:3], start=1)))
    totals = {one["count"]: one for one in of_wards(done, "activity_counts", "All wards")}
    assert totals["Sessions"]["quarter"] == 1 + 2 + 3 + 10 + 20 + 30 + 100 + 200 + 300
    assert totals["Sessions"]["month_2"] == 60
    assert totals["Homes"]["quarter"] == 6
    assert totals["Happy"]["quarter"] == 10
    assert totals["Happy"]["month_1"] is None
    assert totals["Mean"]["quarter"] == pytest.approx(14 / 6)
    assert totals["Mean"]["note"] == "6 answers."
    assert totals["Happy"]["note"] == "6 of 60."
    assert totals["People"]["quarter"] is None
    assert "two wards" in totals["People"]["note"]


def test_a_count_says_how_many_wards_and_months_it_has(put_together) -> None:
    some = [a_return(ward, activity_counts=[count("Bins", months=(1, 2, 3))], **BUCKS) for ward in WARDS[:8]]
    lacking = a_return(WARDS[8], activity_counts=[count("Bins", months=(1, 2, None), quarter_mark="[part]")], **BUCKS)
    total = of_wards(put_together(*some, lacking), "activity_counts", "All wards")[0]
    assert total["completeness"] == "9 of 10 wards, 26 of 30 months"
    assert total["quarter_mark"] == "[part]"


def test_a_count_of_an_initiative_is_wanted_of_the_wards_that_keep_it(put_together) -> None:
    ours = a_return("Abbey", activity_counts=[count("Cooks", months=(1, 2, 3), level="Initiative")], **BUCKS)
    total = of_wards(put_together(ours, a_return("Chesham", **BUCKS)), "activity_counts", "All wards")[0]
    assert (total["completeness"], total["quarter_mark"]) == ("1 of 1 ward, 3 of 3 months", "")


def test_a_count_of_a_theme_that_is_no_standard_count_is_wanted_of_the_wards_that_keep_it(put_together) -> None:
    ours = a_return("Abbey", activity_counts=[count("Cooks", months=(1, 2, 3), level="Theme")], **BUCKS)
    assert of_wards(put_together(ours), "activity_counts", "All wards")[0]["quarter_mark"] == ""


def test_a_count_by_the_quarter_has_no_months_to_lack(put_together) -> None:
    marks = dict.fromkeys(("month_1_mark", "month_2_mark", "month_3_mark"), "[z]")
    done = put_together(*(
        a_return(ward, activity_counts=[count("Homes", quarter=4, **marks)], **BUCKS) for ward in WARDS[:2]
    ))  # fmt: skip
    total = of_wards(done, "activity_counts", "All wards")[0]
    assert (total["completeness"], total["quarter"], total["quarter_mark"]) == ("2 of 10 wards", 8, "[part]")
    assert total["month_1_mark"] == "[z]"


def test_a_standard_count_is_one_count_under_whatever_name(put_together) -> None:
    done = put_together(
        a_return("Abbey", activity_counts=[count("Came", months=(1, 1, 1), code="residents_engaged")], **BUCKS),
        a_return("Chesham", activity_counts=[count("Residents engaged at events", months=(2, 2, 2))], **BUCKS),
    )
    (total,) = of_wards(done, "activity_counts", "All wards")
    assert (total["count"], total["quarter"]) == ("Residents engaged at events", 9)


def test_counts_in_other_units_are_not_one_count(put_together) -> None:
    done = put_together(
        a_return("Abbey", activity_counts=[count("Waste", months=(1, 1, 1), unit="tonnes")]),
        a_return("Chesham", activity_counts=[count("Waste", months=(2, 2, 2), unit="bags")]),
    )
    assert [one["quarter"] for one in of_wards(done, "activity_counts", "All wards")] == [6, 3]


def test_a_hidden_number_hides_its_total_and_stays_hidden(put_together, tmp_path) -> None:
    hidden = count("Bins", quarter_mark="[c]")
    done = put_together(
        a_return("Abbey", activity_counts=[hidden]), a_return("Chesham", activity_counts=[count("Bins", quarter=9)])
    )
    total = of_wards(done, "activity_counts", "All wards")[0]
    assert (total["quarter"], total["quarter_mark"]) == (None, "[c]")


def test_the_wards_stand_side_by_side_below_all_of_them(put_together) -> None:
    money = [row("funding", source="Grant", allocated=12_345, spent=1)]
    done = put_together(
        a_return("Abbey", summary={"actions_open": 3, "residents_engaged": 40}, funding=money, **BUCKS),
        a_return("Chesham", summary={"actions_open": 4, "residents_engaged": 60}, funding=money, **BUCKS),
    )
    (whole,) = of_wards(done, "wards", "All wards")
    assert (whole["actions_open"], whole["residents_engaged"], whole["allocated"], whole["spent"]) == (
        7,
        100,
        24_690,
        2,
    )
    assert (whole["status"], whole["residents_engaged_mark"]) == ("2 of 10 wards", "[part]")
    assert of_wards(done, "wards", "West Wycombe")[0]["status"] == "No return"


def test_a_theme_gathers_what_is_under_any_of_its_names(put_together) -> None:
    done = put_together(
        a_return("Abbey", action_plan=[action("A-1", "Skills", theme="Education and Skills", rating="Red")], **BUCKS),
        a_return(
            "Chesham",
            action_plan=[action("C-1", "Youth", theme="Education and Youth Engagement", rating="Green")],
            events=[event("C-E1", "Fair", "2023-10-10", residents=40, theme="Education and Youth Engagement")],
            **BUCKS,
        ),
    )
    whole = of_wards(done, "themes", "All wards")[0]
    assert whole["theme"] == "Education and Youth Engagement"
    assert (whole["actions_open"], whole["actions_red"], whole["actions_green"], whole["residents"]) == (2, 1, 1, 40)
    assert whole["residents_mark"] == "[part]"
    assert [one.code for one in done.warnings].count("theme.earlier") == 1


def test_what_is_red_stands_with_its_reason(put_together) -> None:
    late = action("A-1", "Hall", rating="Red", why="No builder", delay_cause="Procurement")
    low = count("Bins", months=(1, 1, 1), rating="Red", explanation="Rain.")
    done = put_together(a_return("Abbey", action_plan=[late, action("A-2", "Fair")], activity_counts=[low]))
    assert done.programme is not None
    assert [(one["what"], one["why"]) for one in done.programme.tables["red"]] == [
        ("Hall", "No builder"), ("Bins", "Rain."),
    ]  # fmt: skip


def test_feedback_is_counted_by_theme_with_how_far_its_answer_has_come(put_together) -> None:
    theme = "Quality of Public Realm"
    done = put_together(
        a_return("Abbey", feedback=[feedback("F1", "Bins", theme=theme, how_many=5, status="Told back")], **BUCKS),
        a_return("Chesham", feedback=[feedback("F1", "Dogs", theme=theme)], **BUCKS),
    )
    assert done.programme is not None
    one = next(line for line in done.programme.tables["feedback_by_theme"] if line["theme"] == theme)
    assert (one["heard"], one["people"], one["people_mark"]) == (2, 5, "[part]")
    assert (one["waiting"], one["answered"], one["told"], one["wards"]) == (1, 1, 1, "2 of 10 wards")


def test_the_counts_of_a_document_come_together_by_their_nature(ward, put_together) -> None:
    data = quarter_data(ward, Quarter.parse("Q3 2023-24"))
    signed = {"status": "signed", "signed_role": "Chair", "signed_on": "2024-01-12", "audience": "programme"}
    done = put_together(*(again(data, ward=name, **signed) for name in WARDS))
    totals = {(line["count"], line["unit"]): line for line in of_wards(done, "activity_counts", "All wards")}
    added = 0
    for line in data.tables["activity_counts"]:
        total = totals[line["count"], line["unit"]]
        nature = str(line["nature"]).partition(":")[0]
        if line["quarter"] is None or nature == "People":
            assert total["quarter"] is None
        elif nature in ("Flow", "Stock"):
            added += 1
            assert total["quarter"] == pytest.approx(10 * float(line["quarter"]))
            assert total["completeness"].startswith("10 of 10 wards")
        else:
            assert total["quarter"] == pytest.approx(line["quarter"])
    assert added
    whole = of_wards(done, "wards", "All wards")[0]
    for line in data.tables["summary"]:
        if line["code"] in whole and isinstance(line["this_quarter"], int):
            assert whole[line["code"]] == 10 * line["this_quarter"]
