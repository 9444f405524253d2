"""JSON reads back as what was written, and no character in it is invisible."""

import datetime as dt
import json

import pytest

from nato_cli.output.answer import Row
from nato_cli.output.json import encoded


class Sighting(Row):
    day: dt.date | None
    members: tuple[str, ...]


def test_a_row_is_an_object_with_its_fields_as_keys() -> None:
    document = {"rows": [Sighting(day=dt.date(2024, 4, 3), members=("HUN", "TUR")), Sighting(day=None, members=())]}
    rows = [{"day": "2024-04-03", "members": ["HUN", "TUR"]}, {"day": None, "members": []}]
    assert json.loads(encoded(document)) == {"rows": rows}


@pytest.mark.parametrize("text", ["\u202e", "\x1b[31m", "\x7f", "\ud800", "\u2028"])
def test_an_invisible_character_is_written_as_an_escape_that_reads_back(text: str) -> None:
    written = encoded({"text": text})
    assert text not in written
    assert json.loads(written) == {"text": text}
