"""The page that shows the document of the API."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from webui.api.mount import PREFIX

pytestmark = pytest.mark.engines


def test_every_operation_is_shown_and_nothing_comes_from_elsewhere(page: Page, site: Site) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/api/")
    spec = page.request.get(f"{PREFIX}/openapi.json").json()
    operations = [each["operationId"] for path in spec["paths"].values() for each in path.values()]
    expect(page.locator(".opblock")).to_have_count(len(operations))
    page.locator("[id$='-getRecord'] .opblock-summary-control").click()
    expect(page.locator("[id$='-getRecord']")).to_contain_text("application/problem+json")
    assert [url for url in asked if not url.startswith((site.url, "data:"))] == []
