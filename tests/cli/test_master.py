"""Master data by command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli.commands import master
from models.master import Kind
from models.store.database import Store
from models.store.tables import master_entries
from tests.cli.test_people import store  # noqa: F401  # fixture
from tests.models.store.builders import rows


def run(store: Store, *words: str | Path, code: int = 0) -> str:  # noqa: F811
    """What the command says; it ends with `code`."""
    env = {"SOHOA_DATABASE_URL": store.settings.database_url}
    done = CliRunner().invoke(master.command, [str(word) for word in words], env=env)
    assert done.exit_code == code, done.output
    return done.stderr if code else done.stdout


def file(folder: Path, *lines: str) -> Path:
    path = folder / "master.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


# What others belong to comes before them.
@pytest.mark.parametrize(
    "kinds", [[Kind.AGENCY, Kind.STAFF_UNIT], [Kind.PROCEDURE, Kind.COMPONENT]]
)
def test_templates_can_be_imported(store: Store, tmp_path: Path, kinds: list[Kind]) -> None:  # noqa: F811
    for kind in kinds:
        path = file(tmp_path, run(store, "template", kind))
        assert run(store, "import", kind, path).startswith("1 added, 0 closed")
        assert "1 lines unchanged" in run(store, "import", kind, path)
        [row] = rows(store, master_entries, master_entries.c.kind == kind)
        listed = run(store, "list", kind, "--as-of", "2025-07-01")
        assert listed == f"{row.code}  {row.name}\n"
        assert run(store, "list", kind, "--as-of", "2025-06-30") == ""


def test_entries_are_listed_and_shown_as_of_a_day(store: Store, tmp_path: Path) -> None:  # noqa: F811
    head = "code,name,valid_from,valid_to,predecessors,level"
    run(store, "import", "agency", file(tmp_path, head, "H53.1,Sở A,,2025-06-30,,",
        "H53.2,Sở B,2025-07-01,,H53.1,province"))  # fmt: skip
    [line] = run(store, "list", "agency", "--as-of", "2025-06-30", "--json").splitlines()
    assert json.loads(line) == {
        "code": "H53.1", "name": "Sở A", "parent": None, "valid_from": None,
        "valid_to": "2025-06-30", "attributes": {},
    }  # fmt: skip
    assert run(store, "list", "agency") == "H53.2  Sở B\n"
    old = run(store, "show", "agency", "H53.1", "--as-of", "2025-06-30").splitlines()
    assert old == [
        "*         …          – 2025-06-30  Sở A", "to   2025-07-01  H53.2  Sở B",
    ]  # fmt: skip
    new = run(store, "show", "agency", "H53.2").splitlines()
    assert new == [
        "*         2025-07-01 – …           Sở B  level=province", "from 2025-07-01  H53.1  Sở A",
    ]  # fmt: skip
    assert "There never was such an entry." in run(store, "show", "agency", "H99", code=1)


def test_a_refused_file_is_told_line_by_line(store: Store, tmp_path: Path) -> None:  # noqa: F811
    path = file(tmp_path, "code,name,valid_to", "H53,Tỉnh,", "h,Sở,", "H54,Sở,never")
    assert run(store, "import", "agency", path, code=1).splitlines() == [
        "line 3, code: 'h': This cannot be a code of this kind."
        " Look whether a spreadsheet has taken its noughts or dots away.",
        "line 4, valid_to: 'never': This is no day. Write it as 2025-07-01.",
        "sohoa: Nothing was imported. Correct these lines.",
    ]
    assert rows(store, master_entries) == []


def test_units_are_built_in_and_a_dry_run_only_tells(store: Store, tmp_path: Path) -> None:  # noqa: F811
    said = run(store, "import", "admin_unit", "--built-in", "--dry-run")
    assert said == "Would be: 14149 added, 0 closed, 10640 links changed, 0 lines unchanged.\n"
    assert rows(store, master_entries) == []
    run(store, "import", "admin_unit", "--built-in")
    shown = run(store, "show", "admin_unit", "27769", "--as-of", "2025-06-30")
    assert "27757  Xã Vĩnh Hưng  (a part)" in shown and "27763  Xã Khánh Hưng  (a part)" in shown
    count = len(run(store, "list", "admin_unit", "--as-of", "2025-07-01").splitlines())
    assert count == 34 + 3321
    run(store, "import", "agency", "--built-in", code=2)
    run(store, "import", "agency", code=2)
    run(store, "import", "admin_unit", "--built-in", file(tmp_path, "code,name"), code=2)
