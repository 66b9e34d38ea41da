"""Make the pictures of the documentation: the running service, on a library of the sample articles, in a browser.

    python docs/make_screenshots.py

wants Chromium or Chrome on this computer, and rewrites `docs/images/*.png`. Commit the pictures when they changed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote_plus

from graph.ids import document_id

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
LARGEST = 250_000  # bytes of one picture
# picture, page, width and height in CSS pixels
PAGES = (
    ("answer.png", f"ask?q={quote_plus('what links diabetes to cramps')}", 1000, 1150),
    ("search.png", f"find?q={quote_plus('magnesium at night')}", 1000, 900),
    ("article.png", f"document/{document_id('diabetes-and-leg-cramps.md')}", 1250, 900),
    ("publish.png", "publish?from=diabetes&to=cramps", 1000, 1150),
)


def main() -> None:
    """Make every picture anew."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        sys.exit("No browser was found (the PATH). Install Chromium or Chrome and try again.")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "library"
        subprocess.run([*_myograph(home), "ingest", str(ROOT / "data" / "samples")], check=True)
        with _served(home) as address:
            for name, page, width, height in PAGES:
                picture = IMAGES / name
                _photograph(browser, address + page, picture, f"{width},{height}")
                size = picture.stat().st_size
                sys.stdout.write(f"{picture.relative_to(ROOT)}: {size:,} bytes\n")
                if size > LARGEST:
                    sys.exit("That is too large for the repository: show less of the page.")


def _myograph(home: Path) -> list[str]:
    return [sys.executable, "-m", "myograph.cli", "--home", str(home)]


@contextmanager
def _served(home: Path) -> Iterator[str]:
    """The address of a running service, with a slash at the end."""
    command = [*_myograph(home), "serve", "--port", "0"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().split()[-1]
        finally:
            process.terminate()


def _photograph(browser: str, url: str, picture: Path, size: str) -> None:
    with tempfile.TemporaryDirectory() as profile:
        options = ["--headless=new", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={profile}"]
        if os.geteuid() == 0:
            options.append("--no-sandbox")  # Chromium's sandbox does not start for root
        shot = [f"--screenshot={picture}", f"--window-size={size}", "--force-device-scale-factor=1"]
        subprocess.run([browser, *options, *shot, url], check=True, capture_output=True, timeout=60)


if __name__ == "__main__":
    main()
