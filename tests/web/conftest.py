"""A small library made from texts that stand here, and the service over it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import expect

from myograph.build import Options, ingest
from myograph.library import Library
from web.app import create_app
from web.settings import Settings
from web.workers import Pool

ARTICLES = {
    "cramps.md": """---
title: Leg cramps, in short
source: https://example.org/cramps
publisher: Example Health
published: 2024
---
# Causes of leg cramps

- Dehydration
- Diuretics
- Diabetes

# Treatment

Quinine relieves leg cramps. Stretching may prevent leg cramps.
""",
    "nerves.txt": """Diabetes and the nerves

Diabetes causes diabetic peripheral neuropathy. Diabetic peripheral neuropathy can cause muscle cramps.

Diuretics cause low levels of potassium. Low levels of potassium cause muscle cramps.
""",
    "quinine.txt": """Quinine, a warning

Quinine does not relieve leg cramps. It is unclear whether magnesium prevents leg cramps.
""",
    "hostile.md": """---
title: "<script>alert('title')</script> & co"
publisher: "\\"><img src=x onerror=alert(1)>"
source: "javascript:alert(1)"
---
# <b>Cramps</b> & "quotes"

</script><script>alert('text')</script> Dehydration causes muscle cramps <img src=x onerror=alert(2)>.
""",
}

expect.set_options(timeout=20_000)  # milliseconds, for a machine that does much else; what is there sooner costs none


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder: Path = tmp_path_factory.mktemp("articles")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    made = Library.open(tmp_path_factory.mktemp("home") / "library", create=True)
    report = ingest(made, [folder], Options(jobs=1))
    assert not report.problems
    yield made
    made.close()


@pytest.fixture(scope="session")
def app(library: Library) -> Iterator[Flask]:
    made = create_app(library, Settings(page_size=2, query_megabytes=1024, costly_per_minute=0))
    yield made
    pool: Pool = made.extensions["pool"]
    pool.close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Any Chromium or Chrome of this machine; nothing is downloaded."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        assert os.environ.get("CI") != "true", "no Chromium or Chrome on PATH"
        pytest.skip("no Chromium or Chrome on PATH")
    quiet = "--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update"
    return {"executable_path": found, "args": [*quiet.split(), "--disable-sync"]}
