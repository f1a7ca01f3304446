"""Every route, for every role and nobody, in the record's unit, above it and beside it.

A route without a line in `ROUTES` fails.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask, g
from sqlalchemy import select
from werkzeug.test import TestResponse

from models.geometry import Box
from models.master import Kind
from models.people import Permission, Person, Role
from models.store import compose, desk, sessions, uploads
from models.store.batches import get_batch, plan, start
from models.store.database import Store
from models.store.intake import ROOT_UNIT, keep
from models.store.jobs import claim
from models.store.master_imports import import_file
from models.store.people import Account, add_person, find_person, person_of
from models.store.quarantine import seal
from models.store.questions import ask_for_box
from models.store.tables import jobs
from tests.models.store.builders import digest, paper, result, submit
from tests.models.store.builders import field as doubtful_field
from tests.webui.tree import ABOVE, BELOW, BESIDE, OWN, SEEING, plant
from webui.app import create_app
from webui.auth.guard import asked
from webui.pictures import page_url

TOKEN = "page-one-0123"
P = Permission


@dataclass(frozen=True)
class Route:
    """How a route is asked.

    Attributes:
        permission: What it asks for; None: it is everybody's.
        path: With what stands for the things of unit `OWN`.
        outside: What it answers to those who may do so, but belong elsewhere; None: it is about
            nothing of that unit.
        public: What it answers to everybody, when it is everybody's.
        also: A second permission that it asks for.
        is_own: It is about something that only who has begun it may touch.
    """

    permission: Permission | None
    path: str
    method: str = "GET"
    outside: int | None = None
    json: Mapping[str, Any] | None = None
    form: Mapping[str, Any] = field(default_factory=dict)
    public: int = 200
    also: Permission | None = None
    is_own: bool = False


def page(permission: Permission, path: str, outside: int | None = None) -> Route:
    return Route(permission, path, outside=outside)


def form(permission: Permission, path: str, outside: int | None = None, **values: Any) -> Route:
    return Route(permission, path, "POST", outside, form=values)


def script(permission: Permission, path: str, **body: Any) -> Route:
    return Route(permission, path, "POST", 404, json=body)


def own(path: str, **body: Any) -> Route:
    return Route(P.UPLOAD, path, "POST", 404, json=body or {"of": "nothing"}, is_own=True)


ROUTES = {
    "auth.sign_in": Route(None, "/sign-in"),
    "api_page.show": Route(None, "/api/"),
    "auth.do_sign_in": Route(None, "/sign-in", "POST", public=422),
    "auth.choose_language": Route(None, "/language/en", "POST", public=303),
    "second_factor.code": Route(None, "/sign-in/code", public=303),
    "second_factor.give_code": Route(None, "/sign-in/code", "POST", public=303),
    "second_factor.show": page(P.OWN, "/account/second-factor"),
    "second_factor.offer": form(P.OWN, "/account/second-factor"),
    "second_factor.square": page(P.OWN, "/account/second-factor/square.svg"),
    "second_factor.switch_on": form(P.OWN, "/account/second-factor/on"),
    "second_factor.switch_off": form(P.OWN, "/account/second-factor/off"),
    "elsewhere.start": Route(None, "/sign-in/provider/", public=404),
    "elsewhere.back": Route(None, "/sign-in/provider/back", public=404),
    "start": page(P.OWN, "/"),
    "auth.account": page(P.OWN, "/account"),
    "auth.change_password": form(P.OWN, "/account/password"),
    "auth.sign_out": form(P.OWN, "/sign-out"),
    "desk.upload": page(P.UPLOAD, "/upload/"),
    "desk.take": form(P.UPLOAD, "/upload/files"),
    "desk.progress": page(P.UPLOAD, "/upload/documents/{document}", 404),
    "console.records": page(P.READ, "/records"),
    "console.record": page(P.READ, "/records/{record}", 404),
    "console.file": page(P.READ, "/records/{record}/files/original", 404),
    "console.take_back": form(P.REVIEW, "/records/{record}/undo", 404),
    "pictures.page": page(P.READ, "{picture}", 403),
    "review.start": page(P.REVIEW, "/review/"),
    "review.next_record": page(P.REVIEW, "/review/next"),
    "review.sure": page(P.REVIEW, "/review/sure"),
    "review.approve_sure": form(P.REVIEW, "/review/sure"),
    "review.choices": page(P.REVIEW, "/review/lists/van_ban_hanh_chinh/loai_van_ban"),
    "review.version_now": page(P.REVIEW, "/review/{record}/version", 404),
    "review.retype": script(P.REVIEW, "/review/{record}/type", token=TOKEN, type="khac"),
    "review.show": page(P.REVIEW, "/review/{record}", 404),
    "review.pictures": page(P.REVIEW, "/review/{record}/pictures", 404),
    "review.words": page(P.REVIEW, "/review/{record}/words/1", 404),
    "review.answer": Route(P.REVIEW, "/review/answers/{question}", outside=404, is_own=True),
    "review.ahead": script(P.REVIEW, "/review/{record}/ahead"),
    "review.lease": script(P.REVIEW, "/review/{record}/lease", token=TOKEN),
    "review.decide": script(
        P.REVIEW, "/review/{record}/decide", token=TOKEN, version=1, field="nguoi_ky",
        action="confirmed",
    ),
    "review.undo": script(P.REVIEW, "/review/{record}/undo", token=TOKEN, field="nguoi_ky"),
    "review.read_box": script(P.REVIEW, "/review/{record}/box", page=1, box=[0, 0, 9, 9]),
    "review.leave": form(P.REVIEW, "/review/{record}/leave", 404, token=TOKEN),
    "review.end": script(
        P.REVIEW, "/review/{record}/end", token=TOKEN, outcome="skipped", version=1
    ),
    "desk.begin": form(P.UPLOAD, "/upload/sets"),
    "desk.one_set": replace(own("/upload/sets/{desk_set}"), method="GET"),
    "desk.describe": own("/upload/sets/{desk_set}", type=""),
    "desk.hand_in": own("/upload/sets/{desk_set}/submit", papers=[], shown=[]),
    "desk.set_progress": script(P.UPLOAD, "/upload/sets/{desk_set}/progress", documents=[]),
    "desk.arrangement": page(P.UPLOAD, "/upload/arrangements/{job}", 404),
    "desk_papers.receipt": page(P.UPLOAD, "/upload/sets/{desk_set}/receipt", 404),
    "desk_papers.rescans": page(P.UPLOAD, "/upload/rescans"),
    "desk_papers.replace_form": page(P.UPLOAD, "/upload/documents/{document}/pages/1/replace", 404),
    "desk_papers.replace": form(P.UPLOAD, "/upload/documents/{document}/pages/1/replace", 404),
    "desk_papers.replacing": page(P.UPLOAD, "/upload/replacements/{job}", 404),
    "desk_parts.known": own(
        "/upload/known", set="{desk_set}", name="a", size=3, sha256="a" * 64
    ),
    "desk_parts.announce": own("/upload/parts", set="{desk_set}", name="a", size=3),
    "desk_parts.offset": replace(own("/upload/parts/{upload}"), method="GET"),
    "desk_parts.add": replace(own("/upload/parts/{upload}"), method="PATCH"),
    "console.reopen": form(P.DECIDE, "/records/{record}/reopen", 404, reason="sai"),
    "console.publish": form(P.OPERATE, "/records/{record}/publish", 404),
    "batches.every": page(P.OPERATE, "/batches/"),
    "batches_new.choose": page(P.OPERATE, "/batches/new"),
    "batches_new.plan": form(P.OPERATE, "/batches/new", folder="/kho"),
    "batches_new.plan_again": form(P.OPERATE, "/batches/{batch}/plan", 404),
    "batches_new.start": form(P.OPERATE, "/batches/{batch}/start", 404),
    "batches_new.drop": form(P.OPERATE, "/batches/{batch}/drop", 404),
    "batches.show": page(P.OPERATE, "/batches/{batch}", 404),
    "batches.figures": page(P.OPERATE, "/batches/{batch}/figures", 404),
    "batches.pause": form(P.OPERATE, "/batches/{batch}/pause", 404),
    "batches.resume": form(P.OPERATE, "/batches/{batch}/resume", 404),
    "batches.retry": form(P.OPERATE, "/batches/{batch}/retry", 404),
    "queue.show": page(P.OPERATE, "/queue/"),
    "queue.now": page(P.OPERATE, "/queue/now"),
    "queue.retry": form(P.OPERATE, "/queue/retry"),
    "queue.settle": form(P.OPERATE, "/queue/settle"),
    "queue.decide": form(P.OPERATE, "/queue/sealed/{sealed}", 404),
    "figures.show": page(P.MEASURE, "/figures"),
    "figures.part": page(P.MEASURE, "/figures/speeds"),
    "figures.examples": replace(page(P.MEASURE, "/figures/examples"), also=P.READ),
    "indicators.show": page(P.MEASURE, "/indicators"),
    "indicators.part": page(P.MEASURE, "/indicators/by/unit"),
    "indicators.things": page(P.MEASURE, "/indicators/digitized/numerator"),
    "indicators.export": page(P.MEASURE, "/indicators/digitized/numerator/list.csv"),
    "mine.reviews": page(P.REVIEW, "/me"),
    "people.accounts": page(P.ADMINISTER, "/accounts/"),
    "people.add_page": page(P.ADMINISTER, "/accounts/add"),
    "people.add": form(P.ADMINISTER, "/accounts/add"),
    "people.show": page(P.ADMINISTER, "/accounts/{account}", 404),
    "people.change": form(P.ADMINISTER, "/accounts/{account}", 404, role="reviewer", unit=OWN),
    "people.disable": form(P.ADMINISTER, "/accounts/{account}/disable", 404),
    "people.enable": form(P.ADMINISTER, "/accounts/{account}/enable", 404),
    "people.password": form(P.ADMINISTER, "/accounts/{account}/password", 404),
    "people.take_factor_away": form(
        P.ADMINISTER, "/accounts/{account}/take-factor-away", 404
    ),
    "people.hand_over": form(P.ADMINISTER, "/accounts/{account}/hand-over", 404),
    "units.units": page(P.ADMINISTER, "/units/"),
    "units.show": page(P.ADMINISTER, "/units/xa-a", 404),
    "units.rename": form(P.ADMINISTER, "/units/xa-a/rename", 404, name="Xã A"),
    "units.add": form(P.ADMINISTER, "/units/xa-a/add", 404, code="moi", name="Mới"),
    "master.kinds": page(P.ADMINISTER, "/master/"),
    "master.listed": page(P.ADMINISTER, "/master/agency"),
    "master.take": form(P.ADMINISTER, "/master/agency"),
    "master.form": page(P.ADMINISTER, "/master/agency/template.csv"),
    "master.show": page(P.ADMINISTER, "/master/agency/entries/H53"),
    "audit.events": page(P.AUDIT, "/audit/"),
    "audit.verify": form(P.AUDIT, "/audit/verify"),
    "audit.export": page(P.AUDIT, "/audit/events.csv"),
}  # fmt: skip


@dataclass(frozen=True)
class Town:
    """An application that holds one record of unit `OWN`, and an account there."""

    app: Flask
    store: Store
    record: UUID
    things: Mapping[str, Any]
    picture: str

    def ask(self, route: Route, who: Person | None, *, as_script: bool = False) -> TestResponse:
        client = self.app.test_client()
        if who is not None:
            with client.session_transaction() as held:
                held["secret"] = sessions.begin(self.store, who.id)
        body = {
            name: value.format(**self.things) if isinstance(value, str) else value
            for name, value in (route.json or {}).items()
        }
        options: dict[str, Any] = {"json": body} if route.json else {"data": route.form}
        return client.open(
            route.path.format(**self.things, picture=self.picture_for(who)), method=route.method,
            headers={"Accept": "application/json"} if as_script else {},
            **(options if route.method != "GET" else {}),
        )  # fmt: skip

    def picture_for(self, who: Person | None) -> str:
        """As a page gives it to who sees the record; anybody else can only have a copied one."""
        holder = who if who is not None and SEEING[who.unit] else self.things["holder"]
        with self.app.test_request_context():
            g.person = holder
            return page_url(self.picture)

    def person(self, role: Role, unit: str, login: str = "") -> Person:
        login = login or f"{role}-{unit}"
        add_person(self.store, Account(login, login, unit, frozenset({role})))
        with self.store.read() as connection:
            return person_of(connection, find_person(connection, login))


@pytest.fixture
def town(store: Store) -> Town:
    plant(store)
    found = paper(so_ky_hieu="12/QĐ-UBND", nguoi_ky=doubtful_field("Trần Văn Bính", doubtful=True))
    document, [record] = digest(store, result(found))
    picture = keep(store, io.BytesIO(b"a picture")).sha256
    account = add_person(store, Account("target", "", OWN, frozenset({Role.REVIEWER})))
    app = create_app(replace(store.settings, oidc_issuer=""), store)
    app.config["WTF_CSRF_ENABLED"] = False  # other tests forge requests
    things: dict[str, Any] = {
        "record": record, "document": document, "account": account,
    }  # fmt: skip
    made = Town(app, store, record, things, picture)
    holder = things["holder"] = made.person(Role.OPERATOR, OWN, "holder")
    things["question"] = ask_for_box(store, holder, document, 1, Box(0, 0, 9, 9))
    things |= _of_the_desk(store, holder, document) | {"sealed": _sealed(store)}
    import_file(store, Kind.AGENCY, b"code,name\nH53,A")
    plan(store, "kho", Path("/kho"), [("a.pdf", 3)], unit=OWN)
    start(store, get_batch(store, "kho"))  # so that nobody drops it
    things["batch"] = get_batch(store, "kho").id
    return made


def _of_the_desk(store: Store, holder: Person, document: UUID) -> dict[str, Any]:
    """A set with a file that has not arrived, and one that is composed anew."""
    desk_set = desk.open_set(store, holder)
    upload = uploads.begin(store, holder, desk_set, uploads.Announced("a.pdf", 3)).id
    papers = (compose.Paper((compose.Part(document, 1),)),)
    order = compose.Order(papers, (document,), None, OWN, holder.login)
    with store.write() as connection:
        job = compose.ask_to_compose(store, connection, holder, order)
    return {"desk_set": desk_set, "upload": upload, "job": job}


def _sealed(store: Store) -> UUID:
    document = submit(store, b"%PDF-1.7 secret", unit=OWN).document
    with store.read() as connection:
        chosen = select(jobs.c.id).where(jobs.c.document == document)
        number = connection.execute(chosen).scalar_one()
    while (job := claim(store)) is not None:
        if job.id == number:
            seal(store, job)
    return document


def test_every_route_has_a_line_that_says_what_it_asks_for(town: Town) -> None:
    found = {
        endpoint: asked(view)
        for endpoint, view in town.app.view_functions.items()
        if endpoint != "static"
    }
    assert found == {endpoint: route.permission for endpoint, route in ROUTES.items()}
    methods = {
        (rule.endpoint, method)
        for rule in town.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.endpoint != "static"
    }
    assert methods == {(endpoint, route.method) for endpoint, route in ROUTES.items()}


def test_nobody_is_asked_to_sign_in(town: Town) -> None:
    for endpoint, route in ROUTES.items():
        page = town.ask(route, None)
        if route.permission is None:
            assert page.status_code == route.public, endpoint
            continue
        assert page.status_code == 302, endpoint
        assert page.location.startswith("/sign-in"), endpoint
        assert town.ask(route, None, as_script=True).status_code == 401, endpoint


@pytest.mark.parametrize("role", Role)
def test_a_role_does_what_it_is_for_and_sees_its_units(town: Town, role: Role) -> None:
    people = [town.person(role, unit) for unit in (OWN, ABOVE, BESIDE)]
    wrong = {
        (endpoint, who.unit): page.status_code
        for who in people
        for endpoint, route in ROUTES.items()
        if not _is_right(route, who, page := town.ask(route, who))
    }
    assert wrong == {}


def _is_right(route: Route, who: Person, page: TestResponse) -> bool:
    if route.permission is None:
        return page.status_code == route.public
    if not who.may(route.permission) or not who.may(route.also or P.OWN):
        return page.status_code == HTTPStatus.FORBIDDEN
    if route.outside is not None and (route.is_own or not SEEING[who.unit]):
        return page.status_code == route.outside
    # What is asked may be refused, as an approval of what is not looked at, but not to this person.
    refused = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}
    asked_to_sign_in = (page.location or "").startswith("/sign-in?")
    return page.status_code < 500 and page.status_code not in refused and not asked_to_sign_in


@pytest.mark.parametrize("unit", SEEING)
def test_lists_show_what_belongs_to_the_units_of_a_person(town: Town, unit: str) -> None:
    reviewer = town.person(Role.REVIEWER, unit)
    shown = str(town.record) in town.ask(ROUTES["console.records"], reviewer).text
    sought = Route(P.READ, "/records?q=UBND")
    assert (str(town.record) in town.ask(sought, reviewer).text) is shown
    handed_out = town.ask(ROUTES["review.next_record"], reviewer).location
    assert (handed_out == f"/review/{town.record}") is shown
    administrator = town.person(Role.ADMINISTRATOR, unit)
    listed = f"/accounts/{town.things['account']}"
    assert (listed in town.ask(ROUTES["people.accounts"], administrator).text) is shown
    assert ("/units/xa-a" in town.ask(ROUTES["units.units"], administrator).text) is shown
    assert shown is SEEING[unit]


def test_an_address_of_a_picture_is_good_for_one_person_only(town: Town) -> None:
    mine, other = (town.person(role, OWN) for role in (Role.REVIEWER, Role.RECEPTION))
    address = Route(P.READ, town.picture_for(mine))
    assert town.ask(address, mine).status_code == 200
    assert town.ask(address, other).status_code == 403
    assert town.ask(replace(address, path=address.path[:-1] + "x"), mine).status_code == 403


def test_the_administrator_of_a_unit_gives_nothing_beyond_it(town: Town) -> None:
    administrator = town.person(Role.ADMINISTRATOR, OWN)

    def moved_to(unit: str) -> int:
        route = form(P.ADMINISTER, "/accounts/{account}", role="administrator", unit=unit)
        return town.ask(route, administrator).status_code

    assert moved_to(BELOW) == 303
    assert {moved_to(unit) for unit in (ROOT_UNIT, ABOVE, BESIDE, "khong-co")} == {422}
    new = form(P.ADMINISTER, "/accounts/add", login="moi", role="reviewer", unit=BESIDE)
    assert town.ask(new, administrator).status_code == 422
