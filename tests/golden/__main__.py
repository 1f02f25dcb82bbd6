"""Write the golden files anew."""

from __future__ import annotations

from tests.golden import rewrite

rewrite()
