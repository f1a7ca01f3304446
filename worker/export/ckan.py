"""Push to a portal of open data that runs CKAN: a package for each set, by a stable name.

What is there as it should be is left alone, so that a push that broke off is done again, and one
that changes nothing sends nothing (CKAN's Action API, version 3).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any

import requests
from ckanapi import RemoteCKAN  # type: ignore[import-untyped]
from ckanapi.errors import (  # type: ignore[import-untyped]
    CKANAPIError,
    NotAuthorized,
    NotFound,
    ServerIncompatibleError,
    ValidationError,
)

from models.errors import ErrorCode, SohoaError
from models.open_data import Definitions
from models.settings import Settings
from worker.export.open_catalog import File, Listed

# Seconds to connect, and between two parts of an answer.
TIMEOUT_S = (10.0, 60.0)


class Pushed(StrEnum):
    """What became of a package."""

    MADE = "made"
    CHANGED = "changed"
    KEPT = "kept"  # it was so already


class _Portal(RemoteCKAN):  # type: ignore[misc]  # the library has no types
    """A portal that is given so long to answer; failures are told apart by their status."""

    def _request_fn(self, url: str, *sent: Any) -> tuple[int, str]:
        *others, options = sent
        status, text = super()._request_fn(url, *others, {**options, "timeout": TIMEOUT_S})
        if status >= 500 or status == 429:
            raise SohoaError(
                ErrorCode.TARGET_UNAVAILABLE, f"The open data portal answered {status}.",
                "Push again later: what is there stays.",
            )  # fmt: skip
        if 300 <= status < 400:
            raise _refused(f"The open data portal answered {status}: it has another address.",
                           "Give that one in SOHOA_CKAN_URL.")  # fmt: skip
        return status, text


def push(
    settings: Settings, definitions: Definitions, sets: Sequence[Listed], folder: Path
) -> Iterator[tuple[str, Pushed]]:
    """Bring a portal to what a folder of open data says, and tell of each package.

    Args:
        settings: Address and token.
        definitions: Whose, and under which licence.
        sets: As they were made.
        folder: Where their files are.

    Raises:
        SohoaError: `not_allowed`: no portal is set; `target_refused`: token, organization
            or values; `target_unavailable`.
    """
    check(settings, definitions)
    with _told(), _Portal(settings.ckan_url, apikey=settings.ckan_token or None) as portal:
        for each in sets:
            wanted = _package(definitions, each)
            yield wanted["name"], _bring(portal, wanted, each, folder)


def check(settings: Settings, definitions: Definitions) -> None:
    """Refuse to push where that cannot be.

    Raises:
        SohoaError: `not_allowed`.
    """
    if not settings.ckan_url:
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "No open data portal is set.",
            "Set SOHOA_CKAN_URL and SOHOA_CKAN_TOKEN.",
        )  # fmt: skip
    if not definitions.confirmed:
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "The definitions of open data are not confirmed.",
            "Settle them, see docs/open-data.md, and name the file in SOHOA_OPEN_DATA_FILE.",
        )  # fmt: skip


def _bring(portal: _Portal, wanted: dict[str, Any], listed: Listed, folder: Path) -> Pushed:
    try:
        known = portal.call_action("package_show", {"id": wanted["name"]})
    except NotFound:
        known = portal.call_action("package_create", wanted)
        _bring_files(portal, known, listed, folder)
        return Pushed.MADE
    has_changed = not _is_so(known, wanted)
    if has_changed:
        # What is not named stays as the portal's people have made it.
        known = portal.call_action("package_patch", {"id": known["id"], **wanted})
    has_changed |= _bring_files(portal, known, listed, folder)
    return Pushed.CHANGED if has_changed else Pushed.KEPT


def _bring_files(portal: _Portal, package: Mapping[str, Any], listed: Listed, folder: Path) -> bool:
    """Bring the files of a package; whether any was sent."""
    there = {resource["name"]: resource for resource in package.get("resources", ())}
    has_changed = False
    for name, wanted in _resources(listed).items():
        known = there.get(name)
        if known is not None and _is_so(known, wanted):
            continue
        if known is None:
            action, about = "resource_create", {"package_id": package["id"], **wanted}
        else:
            action, about = "resource_update", {"id": known["id"], **wanted}
        with (folder / name).open("rb") as file:
            portal.call_action(action, about, files={"upload": (name, file, wanted["mimetype"])})
        has_changed = True
    return has_changed


def _is_so(known: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    """Whether what the portal has says all that it should."""
    return all(_same(known.get(name), value) for name, value in wanted.items())


def _same(known: Any, wanted: Any) -> bool:
    if isinstance(wanted, list):
        parts = [part for part in known or () if isinstance(part, Mapping)]
        is_there = all(any(_is_so(part, each) for part in parts) for each in wanted)
        return is_there and len(parts) == len(wanted)
    return bool(known == wanted)


def _package(definitions: Definitions, listed: Listed) -> dict[str, Any]:
    dataset, about = listed.dataset, definitions.catalog
    extras = {
        "title_en": dataset.title.en, "description_en": dataset.description.en,
        "frequency": dataset.every, "temporal_start": listed.first.isoformat(),
        "temporal_end": listed.last.isoformat(), "spatial": about.place.vi,
        "publisher_uri": definitions.publisher.id, "theme": about.theme,
        "revised": ", ".join(f"{name}: {count}" for name, count in listed.revised.items()),
    }  # fmt: skip
    return {
        "name": f"sohoa-{dataset.id}", "title": dataset.title.vi, "notes": dataset.description.vi,
        "owner_org": definitions.publisher.ckan_organization, "license_id": about.ckan_licence,
        "version": listed.version, "url": f"{about.address}{dataset.id}",
        "maintainer": definitions.contact.name.vi, "maintainer_email": definitions.contact.email,
        "tags": [{"name": word} for word in dataset.keywords.vi],
        "extras": [{"key": name, "value": value} for name, value in extras.items() if value],
    }  # fmt: skip


def _resources(listed: Listed) -> dict[str, dict[str, str]]:
    """What is said of each file, by its name."""
    return {file.name: _resource(file) for file in listed.files}


def _resource(file: File) -> dict[str, str]:
    return {
        "name": file.name, "format": file.kind, "mimetype": file.media,
        "hash": f"sha256:{file.sha256}", "description": f"Table Schema: {file.schema}",
    }  # fmt: skip


@contextmanager
def _told() -> Iterator[None]:
    """Say what went wrong in words that bear neither the token nor what was sent."""
    try:
        yield
    except NotAuthorized as error:
        raise _refused(
            "The open data portal refuses the token, or it may not do this there.",
            "Check SOHOA_CKAN_TOKEN, and the rights of its owner in the organization.",
        ) from error
    except ValidationError as error:
        names = sorted(set(error.error_dict) - {"__type", "message"})
        raise _refused(
            f"The open data portal refuses what was sent: {', '.join(names) or 'it does not say'}.",
            "Correct the definitions, or ask whoever runs the portal.",
        ) from error
    except NotFound as error:
        raise _refused(
            "The open data portal does not know what was asked for.",
            "Check SOHOA_CKAN_URL and the organization.",
        ) from error
    except (CKANAPIError, ServerIncompatibleError) as error:
        raise _refused(
            "What answers at SOHOA_CKAN_URL is no CKAN portal, or refuses to be used.",
            "Check the address.",
        ) from error
    except (requests.RequestException, UnicodeError) as error:
        raise SohoaError(
            ErrorCode.TARGET_UNAVAILABLE,
            f"The open data portal cannot be reached ({type(error).__name__}).",
            "Check SOHOA_CKAN_URL and the network, then push again: what is there stays.",
        ) from error


def _refused(message: str, remedy: str) -> SohoaError:
    return SohoaError(ErrorCode.TARGET_REFUSED, message, remedy)
