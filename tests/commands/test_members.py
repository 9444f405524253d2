"""`nato members`: the electorate, and where each member stands."""


def test_its_answer(shows) -> None:
    shows("members")


def test_month_and_year_count_from_their_last_day(board) -> None:
    assert "as of 2024-02-29 (3 members)" in board("members", "--as-of", "2024-02").out


def test_members_come_in_the_order_of_their_names(nato) -> None:
    rows = nato("members", "--format", "csv").out.splitlines()[1:]
    names = [row.split(",")[1] for row in rows]
    assert names == sorted(names)


def test_the_first_line_says_how_many_decide(nato) -> None:
    first = nato("members", "--as-of", "2024-04-03").out.splitlines()[0]
    assert first == "32 Allies decide on 3 April 2024; the newest is Sweden, since 7 March 2024."
