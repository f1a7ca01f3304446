"""Plots of reports as PNG: whoever sees no colours tells them apart by hatches and line styles."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

# Told from each other by people who see colours otherwise, too (Okabe and Ito 2008).
_COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7")
_LINES, _MARKS = ("-", "--", "-.", ":"), ("o", "s", "^", "D")
_HATCHES = ("", "///", "...", "xx")
# Inches; as wide as a page between its margins.
_WIDTH, _HEIGHT, _BAR = 6.5, 3.0, 0.32
_DPI = 200


def lines(ticks: Sequence[str], series: Mapping[str, Sequence[int]]) -> bytes:
    """Numbers over time, a line for each name."""
    figure, axes = _begin(_HEIGHT)
    for at, (name, values) in enumerate(series.items()):
        axes.plot(
            ticks, values, _LINES[at] + _MARKS[at], color=_COLOURS[at], label=name, markersize=4
        )
    axes.set_ylim(bottom=0)
    axes.yaxis.set_major_locator(_whole())
    axes.tick_params(axis="x", rotation=45)
    axes.grid(axis="y", alpha=0.3)
    return _end(figure, axes, len(series))


def bars(names: Sequence[str], series: Mapping[str, Sequence[int]]) -> bytes:
    """A bar for each name, of parts one after the other; the first one is at the top."""
    figure, axes = _begin(1.2 + _BAR * len(names))
    left = [0] * len(names)
    for at, (name, values) in enumerate(series.items()):
        axes.barh(
            range(len(names)), values, left=left, color=_COLOURS[at], hatch=_HATCHES[at],
            edgecolor="black", linewidth=0.5, label=name,
        )  # fmt: skip
        left = [total + value for total, value in zip(left, values, strict=True)]
    axes.set_yticks(range(len(names)), names)
    axes.invert_yaxis()
    axes.xaxis.set_major_locator(_whole())
    axes.grid(axis="x", alpha=0.3)
    return _end(figure, axes, len(series))


def _begin(height: float) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(_WIDTH, height), dpi=_DPI, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    axes.tick_params(labelsize=8)
    axes.set_axisbelow(True)
    for edge in ("top", "right"):
        axes.spines[edge].set_visible(False)
    return figure, axes


def _whole() -> MaxNLocator:
    """Counts of things: no half ones."""
    return MaxNLocator(nbins=6, integer=True)


def _end(figure: Figure, axes: Axes, columns: int) -> bytes:
    figure.legend(
        *axes.get_legend_handles_labels(), loc="outside lower center", ncols=columns, fontsize=8,
        frameon=False,
    )  # fmt: skip
    written = io.BytesIO()
    figure.savefig(written, format="png", metadata={"Software": None})
    return written.getvalue()
