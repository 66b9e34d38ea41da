"""What the server behind `tests.warm` loads when it begins."""

from __future__ import annotations

from importlib import import_module

from graph.thrift import spare_what_lasts
from tests.known import known

import_module("myograph.build")
known()
spare_what_lasts()  # or the collector would write to all of it, and each process have its own
