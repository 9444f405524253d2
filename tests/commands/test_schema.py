"""`nato schema`: the JSON Schema of a dataset's files."""

import json


def test_the_schema_command_prints_json_schema(nato) -> None:
    assert json.loads(nato("schema").out)["$schema"].endswith("2020-12/schema")
