"""A batch from a folder of the server: chosen, looked through by a worker, started."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models.doctypes import document_types
from models.errors import ErrorCode, SohoaError
from models.folders import Listing, Root, listing, opened, place_in
from models.people import Permission
from models.store import batches, units
from models.store.batches import NAME_CHARS, Batch
from models.store.intake import ROOT_UNIT
from webui.auth.guard import asks
from webui.context import person, store, web
from webui.desk.said import declared
from webui.language import _

blueprint = Blueprint("batches_new", __name__, url_prefix="/batches")
# Folders that a page lists; others are reached by their path.
_MOST_FOLDERS = 500


def roots() -> list[Root]:
    """The folders that the person may make batches of."""
    return [root for root in web().settings.roots() if person().sees(root.unit or ROOT_UNIT)]


def may_order(batch: Batch) -> bool:
    """Whether workers may look through and submit the folder of a batch for the person."""
    try:
        place_in(roots(), batch.folder)
    except SohoaError:
        return False
    return True


@blueprint.get("/new")
@asks(Permission.OPERATE)
def choose() -> ResponseReturnValue:
    """The folders to choose from, and what may be said of one."""
    folder = request.args.get("folder", "").rstrip("/")
    if not folder:
        return render_template("console/new_batch.html", folder=None, roots=roots())
    return _chosen(folder)


@blueprint.post("/new")
@asks(Permission.OPERATE)
def plan() -> ResponseReturnValue:
    """Have a worker look through a folder."""
    me, form = person(), request.form
    folder, name, unit = form.get("folder", ""), form.get("name", "").strip(), form.get("unit", "")
    kind = declared(form.get("type"))
    with opened(roots(), folder):
        pass  # it is there, and theirs
    with store().read() as connection:
        if unit not in units.named(connection, me.units):
            raise SohoaError(ErrorCode.NOT_ALLOWED, "This is no unit of yours.", "Choose one.")
    if not 0 < len(name) <= NAME_CHARS or not name.isprintable():
        return _chosen(folder, _("A batch needs a name of at most %(n)s characters.", n=NAME_CHARS))
    # Of a batch of other people nothing is told but that the name is taken.
    before = batches.find_batch(store(), name)
    if before is not None and (before.folder, before.unit, before.declared_type) != (
        folder, unit, kind,
    ):  # fmt: skip
        return _chosen(folder, _("There is another batch of this name. Give another name."))
    batch = batches.order_plan(store(), name, folder, unit=unit, declared_type=kind, actor=me.login)
    web().bell.ring(store())
    return _shown(batch.id)


def _chosen(folder: str, error: str | None = None) -> ResponseReturnValue:
    """A folder with those in it, and the form to plan it."""
    me, form = person(), request.form
    root, names = place_in(roots(), folder)
    with opened(roots(), folder) as handle:
        found = listing(handle)
    earlier = batches.batch_of_folder(store(), Path(folder))
    with store().read() as connection:
        named = units.named(connection, me.units)
    page = render_template(
        "console/new_batch.html", folder=folder, roots=roots(), error=error, units=named,
        types=document_types().values(), way=_way(root, names), most=_MOST_FOLDERS,
        earlier=earlier if earlier is not None and me.sees(earlier.unit) else None,
        name=form.get("name") or _free_name(root, names), unit=form.get("unit") or me.unit,
        kind=form.get("type", ""), max_name=NAME_CHARS, **_listed(folder, found),
    )  # fmt: skip
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK


def _listed(folder: str, found: Listing) -> dict[str, Any]:
    shown = found.folders[:_MOST_FOLDERS]
    return {
        "folders": [(name, f"{folder}/{name}") for name in shown], "files": found.files,
        "cut": found.cut or len(found.folders) > len(shown),
    }  # fmt: skip


def _way(root: Root, names: tuple[str, ...]) -> list[tuple[str, str]]:
    """The folders from the root down to one, each with its path."""
    way = [(root.path, root.path)]
    for name in names:
        way.append((name, f"{way[-1][1]}/{name}"))
    return way


def _free_name(root: Root, names: tuple[str, ...]) -> str:
    """The folder's own name, or when a batch has it, with those of the folders above."""
    parts = [root.path.rpartition("/")[2], *names]
    short = parts[-1][:NAME_CHARS]
    if batches.find_batch(store(), short) is None:
        return short
    return " ".join(parts)[-NAME_CHARS:].strip()


def of_mine(batch: UUID) -> Batch:
    """A batch of a unit that the person sees."""
    found = batches.batch_with(store(), batch)
    if not person().sees(found.unit):
        raise SohoaError(ErrorCode.NOT_FOUND, "There is no such batch.", "Check the address.")
    return found


def _mine(batch: UUID) -> Batch:
    """Such a batch, of a folder that is open to the person."""
    found = of_mine(batch)
    place_in(roots(), found.folder)
    return found


@blueprint.post("/<uuid:batch>/plan")
@asks(Permission.OPERATE)
def plan_again(batch: UUID) -> ResponseReturnValue:
    """Have a worker look for files that are new in the folder of a batch."""
    found = _mine(batch)
    batches.order_plan(
        store(), found.name, found.folder, unit=found.unit, declared_type=found.declared_type,
        actor=person().login,
    )  # fmt: skip
    web().bell.ring(store())
    return _shown(batch)


@blueprint.post("/<uuid:batch>/start")
@asks(Permission.OPERATE)
def start(batch: UUID) -> ResponseReturnValue:
    """Have workers submit its files and read them."""
    batches.order_run(store(), _mine(batch), person().login)
    web().bell.ring(store())
    flash(_("The batch is started."))
    return _shown(batch)


@blueprint.post("/<uuid:batch>/drop")
@asks(Permission.OPERATE)
def drop(batch: UUID) -> ResponseReturnValue:
    """Forget it: it was the wrong folder."""
    batches.drop(store(), of_mine(batch), person().login)
    flash(_("The batch is dropped. Its files are where they were."))
    return redirect(url_for("batches.every"), HTTPStatus.SEE_OTHER)


def _shown(batch: UUID) -> ResponseReturnValue:
    return redirect(url_for("batches.show", batch=batch), HTTPStatus.SEE_OTHER)
