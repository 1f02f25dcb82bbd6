"""What others keep, read into our format: releases as maps, tables as profiles."""

from pathways.importing.profiles import profiles_in, read_profiles
from pathways.importing.rome import Imported, import_rome

__all__ = ["Imported", "import_rome", "profiles_in", "read_profiles"]
