"""What others keep, read into our format: releases and files as maps, tables as profiles or job titles."""

from pathways.importing.appellations import import_appellations
from pathways.importing.ctdl import read_ctdl
from pathways.importing.exported import read_exported
from pathways.importing.profiles import profiles_in, read_profiles
from pathways.importing.remarks import ReadBack, Remark
from pathways.importing.rome import Imported, import_rome
from pathways.importing.titles import (
    read_confirmed,
    read_confirmed_file,
    read_list,
    read_pasted,
    read_titles,
    read_titles_file,
    titles_template,
)

__all__ = [
    "Imported",
    "ReadBack",
    "Remark",
    "import_appellations",
    "import_rome",
    "profiles_in",
    "read_confirmed",
    "read_confirmed_file",
    "read_ctdl",
    "read_exported",
    "read_list",
    "read_pasted",
    "read_profiles",
    "read_titles",
    "read_titles_file",
    "titles_template",
]
