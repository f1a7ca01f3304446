"""Forms of fictitious people: fifteen types, each in several layouts, with their truth."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from samples.forms import (
    again_births,
    again_notices,
    again_receipts,
    again_registers,
    again_titles,
    again_trades,
    again_wallet,
    births,
    bureaus,
    cards,
    control,
    couples,
    deaths,
    exam_civil,
    exam_desk,
    exam_property,
    fresh_desk,
    fresh_registers,
    held_civil,
    held_desk,
    held_property,
    land,
    more_cards,
    more_civil,
    more_desk,
    more_land,
    more_permits,
    notices,
    odd_civil,
    odd_desk,
    odd_property,
    offices,
    permits,
    receipts,
    registries,
    unseen_desk,
    unseen_registers,
)
from samples.forms.fields import FIELDS, LISTS
from samples.forms.page import Facts, Page, Style
from samples.forms.template import EVAL, TRAIN, Story, Template
from samples.render import Sheet

__all__ = ["EVAL", "FIELDS", "TEMPLATES", "TRAIN", "Form", "make_form", "templates_of"]

TEMPLATES: tuple[Template, ...] = tuple(
    template
    for group in (
        receipts, notices, control, births, couples, deaths, cards, land, permits, more_desk,
        more_civil, more_cards, more_land, more_permits, again_receipts, again_notices,
        again_births, again_registers, again_wallet, again_titles, again_trades, odd_desk,
        odd_civil, odd_property, offices, registries, bureaus, exam_desk, exam_civil,
        exam_property, held_desk, held_property, held_civil, unseen_desk, unseen_registers,
        fresh_desk, fresh_registers,
    )
    for template in group.TEMPLATES
)  # fmt: skip
# Merriweather, Cousine and Mali are kept for layouts to measure by.
_FAMILIES = {
    TRAIN: ("tinos", "tinos", "serif", "arimo"),
    EVAL: ("tinos", "merri", "tinos", "merri", "arimo"),
}  # fmt: skip
_PENS = {TRAIN: ("hand", "patrick"), EVAL: ("mali", "mali-u")}
# How wide a family runs beside Tinos.
_NARROWER = {"tinos": 1.0, "serif": 0.87, "arimo": 0.92, "merri": 0.85, "mono": 0.78}
_LEFT_OUT = 0.12


@dataclass(frozen=True, slots=True)
class Form:
    """One filled-in form.

    Attributes:
        type: Document type id.
        template: Name of its layout.
        split: "train" or "eval".
        sheets: Its pages; their `lines` are what can be read, in reading order.
        fields: True values, every field of the type.
        handwritten: Fields written by pen.
        accept: Further right values.
        skip: Fields that are not to be scored.
    """

    type: str
    template: str
    split: str
    sheets: tuple[Sheet, ...]
    fields: Mapping[str, object]
    handwritten: tuple[str, ...] = ()
    accept: Mapping[str, list[str]] | None = None
    skip: tuple[str, ...] = ()


def templates_of(type_id: str, split: str | None = None) -> tuple[Template, ...]:
    """The layouts of a type, of both splits or one."""
    return tuple(t for t in TEMPLATES if t.type == type_id and split in (None, t.split))


def make_form(
    type_id: str, random: Random, template: str | None = None, *, blank: bool = False,
    change: Callable[[Story], None] | None = None, set_by: Callable[..., Page] = Page,
    layout_by: Callable[[Page, Random], None] | None = None,
) -> Form:  # fmt: skip
    """A form of made-up people; the same `random` state gives the same form.

    Args:
        type_id: Document type id.
        random: Where all choices come from.
        template: Name of the layout; None chooses among all of the type.
        blank: The form before anybody filled it in.
        change: What else is done to its facts before they are set.
        set_by: Makes the page that sets them.
        layout_by: Sets them in another way than the template.

    Raises:
        KeyError: There is no such type or template.
    """
    found = {t.name: t for t in templates_of(type_id)}
    if not found:
        raise KeyError(type_id)
    chosen = found[template] if template else random.choice(tuple(found.values()))
    story = chosen.facts(random)
    story.also(trong="")
    if change is not None:
        change(story)
    page = set_by(
        _facts(story, random, blank=blank), _style(chosen, random), size=chosen.paper,
        margins=chosen.margins, blank=blank,
    )  # fmt: skip
    (layout_by or chosen.layout)(page, random)
    page.end()
    return _form(chosen, story, page)


def _facts(story: Story, random: Random, *, blank: bool) -> Facts:
    if blank:
        return story.nothing()
    left_out = {key for key in story.optional if random.random() < _LEFT_OUT}
    return story.without(frozenset(left_out | story.missing))


def _style(template: Template, random: Random) -> Style:
    family = random.choice(template.families or _FAMILIES[template.split])
    return Style(
        family, random.choice(template.sizes) * _NARROWER[family], random.choice(template.leaders),
        random.choice(template.values), random.choice(_PENS[template.split]), template.pen,
        random.choice(template.leadings),
    )  # fmt: skip


def _form(template: Template, story: Story, page: Page) -> Form:
    gold = {name: _true_value(name, page) for name in FIELDS[template.type]}
    penned = tuple(n for n in gold if n in page.penned and gold[n] not in (None, []))
    accept = {n: v for n, v in story.accept.items() if gold[n] is not None}
    return Form(
        template.type, template.name, template.split, tuple(page.sheets), gold, penned, accept,
        template.skip,
    )  # fmt: skip


def _true_value(name: str, page: Page) -> object:
    """None or no rows where the paper does not bear the field."""
    value = page.facts.gold.get(name) if name in page.used else None
    return ([] if value is None else value) if name in LISTS else value
