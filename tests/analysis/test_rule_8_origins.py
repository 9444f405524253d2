"""Rule 8: independent support is the number of distinct origins, and repetition is none."""

from factories import dataset, read, source, stance

from nato_cli.analysis.inference import Chain, chains

AGENCY = source("agency", "2024-03-01")
PAPERS = [source(f"paper-{number}", "2024-03-02", relays="agency") for number in range(10)]


def test_the_origin_is_at_the_end_of_the_chain() -> None:
    sources = {each.id: each for each in (source("b", relays="c"), source("c"), source("a", relays="b"))}
    found = chains(sources)
    assert {id_: (chain.origin.id, chain.relays) for id_, chain in found.items()} == {
        "a": ("c", 2),
        "b": ("c", 1),
        "c": ("c", 0),
    }


def test_ten_papers_that_repeat_one_agency_are_one_origin() -> None:
    data = dataset([stance("AAA", source=each.id) for each in PAPERS], sources=[AGENCY, *PAPERS])
    assert read(data).assess("ann")[0].origins == ("agency",)


def test_two_agencies_are_two_origins() -> None:
    data = dataset([stance("AAA"), stance("AAA", source="agency")], sources=[AGENCY, source("wire")])
    assert read(data).assess("ann")[0].origins == ("agency", "wire")


def test_only_stances_that_agree_with_the_standing_are_support_for_it() -> None:
    data = dataset(
        [stance("AAA", "support", source="agency"), stance("AAA", "oppose", source="wire")],
        sources=[AGENCY, source("wire", "2024-02-01")],
    )
    assert read(data).assess("ann")[0].origins == ("agency",)


def test_a_chain_that_leads_out_of_the_files_ends_with_them() -> None:
    paper = source("paper", relays="gone")
    assert chains({"paper": paper})["paper"] == Chain(paper, 0)


def test_a_contested_standing_rests_on_the_origins_of_both_sides() -> None:
    data = dataset(
        [stance("AAA", source="wire", date="2024-03-02"), stance("AAA", "oppose", source="paper-0", date="2024-03-02")],
        sources=[AGENCY, source("wire"), *PAPERS],
    )
    assert read(data).assess("ann")[0].origins == ("agency", "wire")
