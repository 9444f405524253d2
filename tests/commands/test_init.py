"""`nato init`: start a dataset."""


def test_a_new_dataset_validates_at_once(nato, tmp_path) -> None:
    assert nato("init", str(tmp_path / "new")).code == 0
    assert nato("validate", "--strict", str(tmp_path / "new")).code == 0


def test_a_folder_that_is_not_empty_is_refused(nato, tmp_path) -> None:
    (tmp_path / "mine.txt").touch()
    ran = nato("init", str(tmp_path))
    assert ran.code == 2
    assert "is not empty" in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_body_with_members_of_its_own(nato, tmp_path) -> None:
    members = tmp_path / "members.yaml"
    members.write_text("members:\n  - {id: AAA, name: Ada, acceded: 1999-01-01}\n")
    nato("init", str(tmp_path / "new"), "--electorate", str(members))
    assert "AAA" in nato("show", "AAA", "--data", str(tmp_path / "new")).out
