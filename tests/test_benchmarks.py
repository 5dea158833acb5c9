"""The benchmarks' own arithmetic; they themselves are run with `packaging/dev.py bench`, never as tests."""

from tests.benchmarks.measure import Result, alternate, growth, table


def test_an_aim_is_met_up_to_its_limit_and_missed_beyond():
    assert Result("start", 1, 22.0, 10.0, "ms", 2.2).verdict == "met"
    assert Result("start", 1, 22.1, 10.0, "ms", 2.2).verdict == "missed"
    assert Result("memory", 1, 500.0, 10.0, "MB").verdict == ""


def test_medians_leave_the_first_run_out_and_take_turns():
    turns = []

    def told(name, values):
        def run():
            turns.append(name)
            return next(values)

        return run

    ours = told("ours", iter([900.0, 1.0, 50.0, 2.0]))
    limit = told("limit", iter([900.0, 7.0, 7.0, 8.0]))
    assert alternate(ours, limit, 3) == (2.0, 7.0)
    assert turns == ["ours", "limit"] * 4


def test_growth_compares_each_size_with_the_one_before():
    results = [
        Result("filter / one frame", 1, 2.0, 16.0, "ms", 1.0),
        Result("filter / one frame", 10, 10.0, 16.0, "ms", 1.0),
        Result("filter / bare query", 10, 10.0, 1.0, "ms"),
        Result("filter / one frame", 100, 150.0, 16.0, "ms", 1.0),
    ]
    first, second = growth(results)
    assert (first.measure, first.times, first.ours, first.limit) == ("growth of filter from 1×", 10, 5.0, 10.0)
    assert first.verdict == "met"
    assert (second.ours, second.verdict) == (15.0, "missed")
    assert growth(results[:1]) == []


def test_the_table_has_a_line_for_each_result():
    heading, first, second = table(
        [Result("start", 1, 320.04, 145.5, "ms", 2.2), Result("memory", 100, 90.0, 60.0, "MB")]
    ).splitlines()
    assert heading.split() == ["measure", "times", "ours", "limit", "ratio", "aim"]
    assert first.split() == ["start", "1×", "320.0", "145.5", "ms", "2.20", "≤", "2.2", "met"]
    assert second.split() == ["memory", "100×", "90.0", "60.0", "MB", "1.50"]
