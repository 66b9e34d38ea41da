"""The rules of the house that no other tool holds."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from graph.errors import MyographError

ROOT = Path(__file__).parents[1]
ROOMS = ("graph", "ingest", "search", "web", "myograph")
CODE = tuple(sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py")))
OURS = (*CODE, *sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "docs").glob("*.py")))
LONGEST = 300  # lines of a file
HEAVY = ("rdflib", "pyoxigraph", "whoosh", "networkx", "flask", "ahocorasick", "trafilatura", "pypdfium2")
TEXT = frozenset(".py .md .tsv .ttl .rq .cfg .toml .txt .html .css .js .svg .yml .yaml .json".split()) | {""}
# A path of one machine, or of a folder beside the repository, works nowhere else.
ELSEWHERE = re.compile(r"/work/|\.\./shared")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_files_are_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_exceptions_from_types_and_lint_have_a_code_and_a_reason() -> None:
    bare = []
    for path in OURS:
        if path == Path(__file__):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            typed = "type: ignore" in line and not re.search(r"# type: ignore\[[\w-]+(, ?[\w-]+)*\]  # \w", line)
            linted = "# noqa" in line and not re.search(r"# noqa: [A-Z]+\d+(, ?[A-Z]+\d+)* +(- )?[\"`\w]", line)
            if typed or linted:
                bare.append(f"{name_of(path)}:{number}: {line.strip()}")
    assert not bare, "\n".join(bare)


def test_records_are_frozen_and_slotted() -> None:
    tree = ast.parse((ROOT / "graph" / "model.py").read_text(encoding="utf-8"))
    made = {
        node.name: [ast.unparse(mark) for mark in node.decorator_list]
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and not any(ast.unparse(base) == "StrEnum" for base in node.bases)
    }
    assert len(made) > 10
    loose = [name for name, marks in made.items() if not marks or "frozen=True, slots=True" not in marks[0]]
    assert loose == []


@pytest.mark.parametrize("path", [path for path in CODE if path.name == "__init__.py"], ids=name_of)
def test_packages_hold_only_a_docstring(path: Path) -> None:
    if path == ROOT / "myograph" / "__init__.py":
        return  # `myograph.open` is there
    body = ast.parse(path.read_text(encoding="utf-8")).body
    assert [type(part) for part in body] == [ast.Expr]


def modules() -> Iterator[str]:
    for room in ROOMS:
        yield room
        yield from (module.name for module in pkgutil.walk_packages([str(ROOT / room)], f"{room}."))


def errors() -> list[type[MyographError]]:
    """Every error of the house, in the modules of the rooms."""
    for name in modules():
        if name.rpartition(".")[2] == "errors":
            importlib.import_module(name)
    found: list[type[MyographError]] = []
    waiting = [MyographError]
    while waiting:
        kind = waiting.pop()
        below = kind.__subclasses__()
        waiting += below
        if "__init__" in vars(kind):
            found.append(kind)
    return sorted(found, key=lambda kind: kind.__qualname__)


def sample(hint: Any) -> Any:
    """Some value of an annotated type."""
    samples: dict[object, Any] = {str: "x", int: 3, float: 1.5, bool: True, Path: Path("library"), NoneType: None}
    if hint in samples:
        return samples[hint]
    if get_origin(hint) is UnionType:
        return sample(get_args(hint)[0])
    if get_origin(hint) in {tuple, list}:
        return get_origin(hint)([sample(get_args(hint)[0])])
    if isinstance(hint, type) and issubclass(hint, BaseException):
        return hint("x")
    raise TypeError(hint)


@pytest.mark.parametrize("kind", errors(), ids=lambda kind: kind.__qualname__)
def test_errors_say_what_where_and_how_to_mend(kind: type[MyographError]) -> None:
    hints = get_type_hints(kind.__init__)
    names = [name for name in inspect.signature(kind.__init__).parameters if name != "self"]
    error = kind(**{name: sample(hints[name]) for name in names})
    assert all(part.strip() for part in (error.what, error.where, error.mend))
    assert not error.what.endswith(".")  # the full stop stands behind the place


def test_every_error_is_in_an_errors_module() -> None:
    for name in modules():
        if not name.startswith(("web.queryworker", "myograph.commands")):
            importlib.import_module(name)
    waiting, stray = [MyographError], []
    while waiting:
        below = waiting.pop().__subclasses__()
        waiting += below
        stray += [kind.__qualname__ for kind in below if kind.__module__.rpartition(".")[2] != "errors"]
    assert stray == []


def test_nothing_names_a_place_outside_the_repository() -> None:
    named = [
        f"{name_of(path)}:{number}"
        for path in texts()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if ELSEWHERE.search(line)
    ]
    assert named == []


def texts() -> Iterator[Path]:
    """The text files of the repository but those of tests and measurements."""
    places = [ROOT / name for name in (*ROOMS, "data", "docs", ".ci")]
    files = [path for place in places for path in place.rglob("*")] + list(ROOT.glob("*"))
    ours = (path for path in sorted(files) if path.is_file() and "vendor" not in path.parts and path.name != ".git")
    yield from (path for path in ours if path.suffix in TEXT)


def test_every_table_is_read() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in CODE)
    tables = [path for path in (ROOT / "data").rglob("*.tsv") if path.parent.name != "vocabulary"]
    assert len(tables) > 10
    assert [name_of(path) for path in sorted(tables) if f'"{path.name}"' not in code] == []


def test_every_named_query_is_run() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in CODE)
    queries = sorted((ROOT / "data" / "queries").glob("*.rq"))
    assert queries
    unused = [path.name for path in queries if f'"{path.stem}"' not in code and not path.stem.startswith("answer_")]
    assert unused == []


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["ask", "--help"], ["serve", "--help"]])
def test_help_loads_no_heavy_library(arguments: list[str]) -> None:
    code = f"""
import sys
sys.argv = ["myograph", *{arguments!r}]
from myograph.cli import main
try:
    main()
finally:
    print("LOADED", *sorted(set({HEAVY!r}) & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stdout.rpartition("LOADED")[2].split() == []


def test_nothing_is_marked_as_left_to_do() -> None:
    marked = [
        f"{name_of(path)}:{number}"
        for path in CODE
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"\b(TODO|FIXME|XXX|HACK)\b", line)
    ]
    assert marked == []
