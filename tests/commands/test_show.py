"""`nato show`: everything about one candidate, member or source."""

import json

import pytest


@pytest.mark.parametrize("question", ["show ann", "show BBB", "show copy-1"])
def test_its_answer(question: str, shows) -> None:
    shows(question)


def test_of_a_source_the_first_line_says_which_claims_came_true(nato) -> None:
    """What became of the claims of the article that the dataset began with?"""
    lines = nato("show", "liga-2023-rutte-frontrunner").out.splitlines()
    first = " ".join(lines[:5])
    assert first.startswith("Of 3 reports by LIGA.net, about 22 November 2023: 1 confirmed (the United States on 28")
    assert "2 contradicted by the next firm report (Türkiye on 13 February 2024, Hungary on 21 February 2024)" in first
    assert "In the end 2 of those came true after all." in first


def test_of_a_source_everything_that_rests_on_it_is_listed(nato) -> None:
    answer = json.loads(nato("show", "liga-2023-rutte-frontrunner", "--format", "json").out)
    assert [(row["member"], row["fate"], row["came_true"]) for row in answer["outcomes"]] == [
        ("USA", "confirmed", None),
        ("TUR", "contradicted", "2024-04-29"),
        ("HUN", "contradicted", "2024-06-18"),
    ]
    kinds = {row["kind"] for row in answer["other_claims"]}
    assert {"strength", "concern", "event", "remark"} <= kinds


def test_what_became_of_a_claim_obeys_both_dates(nato) -> None:
    def fates(*dates: str) -> list[str]:
        answer = nato("show", "liga-2023-rutte-frontrunner", "--format", "json", *dates)
        return [row["fate"] for row in json.loads(answer.out)["outcomes"]]

    assert fates("--as-of", "2023-11-25") == ["open", "open", "open"]
    assert fates("--known-by", "2023-12-31") == ["confirmed", "open", "open"]


def test_of_a_member_the_first_lines_say_where_it_stands_since_when_and_why(nato) -> None:
    first = " ".join(nato("show", "HUN").out.splitlines()[:5])
    assert "Hungary has backed Mark Rutte since 18 June 2024 (Prime Minister Viktor Orbán)." in first
    assert "no from 5 March 2024" in first


def test_of_a_candidate_who_is_out_the_first_lines_say_why(nato) -> None:
    """Why is Kaja Kallas not in the race?"""
    lines = nato("show", "kallas").out.splitlines()
    assert lines[0] == "Kaja Kallas is out of the race: withdrawn on 2 April 2024."
    assert lines[1].startswith("By endorsing Rutte; she had not been nominated.")


def test_strengths_and_concerns_obey_both_dates(nato) -> None:
    """A judgement of June 2024 is not known in April."""

    def sources(*dates: str) -> set[str]:
        answer = json.loads(nato("show", "rutte", "--format", "json", *dates).out)
        return {row["source"] for name in ("strengths", "concerns") for row in answer[name]}

    assert "pap-2024-06-21" in sources()
    assert "pap-2024-06-21" not in sources("--as-of", "2024-04-03")
    assert "pap-2024-06-21" not in sources("--known-by", "2024-04-03")


@pytest.mark.parametrize(
    ("word", "kind", "id_"),
    [
        ("hun", "member", "HUN"),
        ("turkiye", "member", "TUR"),
        ("Mark Rutte", "candidate", "rutte"),
        ("RUTTE", "candidate", "rutte"),
        ("iohan", "candidate", "iohannis"),
        ("united k", "member", "GBR"),
        ("liga-2023-rutte-f", "newspaper", "liga-2023-rutte-frontrunner"),
    ],
)
def test_a_record_is_found_by_id_or_name_in_any_case_and_by_a_unique_beginning(
    word: str, kind: str, id_: str, nato
) -> None:
    answer = json.loads(nato("show", word, "--format", "json").out)
    assert (answer["kind"], answer["id"]) == (kind, id_)


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("HUNN", "unknown id 'HUNN': did you mean 'HUN'?"),
        ("hungry", "unknown id 'hungry': did you mean 'Hungary' or 'HUN'?"),
        ("united", "'united' may be 'United Kingdom' or 'United States': write more of it"),
        ("zzzz", "unknown id 'zzzz': see: nato candidates, nato members, nato sources"),
    ],
)
def test_a_near_miss_is_suggested(word: str, message: str, nato) -> None:
    answer = nato("show", word)
    assert (answer.code, answer.err) == (2, f"nato: {message}\n")
