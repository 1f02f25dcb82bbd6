"""What others keep, read into our format: releases as maps, tables as profiles or as job titles."""

from pathways.importing.appellations import import_appellations
from pathways.importing.profiles import read_profiles
from pathways.importing.rome import Imported, import_rome
from pathways.importing.titles import (
    read_confirmed,
    read_confirmed_file,
    read_titles,
    read_titles_file,
)

__all__ = [
    "Imported",
    "import_appellations",
    "import_rome",
    "read_confirmed",
    "read_confirmed_file",
    "read_profiles",
    "read_titles",
    "read_titles_file",
]
