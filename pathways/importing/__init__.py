"""What others keep, read into our format: releases as maps, tables as profiles."""

from pathways.importing.profiles import read_profiles
from pathways.importing.rome import Imported, import_rome

__all__ = ["Imported", "import_rome", "read_profiles"]
