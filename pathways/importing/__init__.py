"""What others keep, read into our format: releases and exported files as maps, tables as profiles."""

from pathways.importing.ctdl import read_ctdl
from pathways.importing.exported import read_exported
from pathways.importing.profiles import read_profiles
from pathways.importing.remarks import ReadBack, Remark
from pathways.importing.rome import Imported, import_rome

__all__ = ["Imported", "ReadBack", "Remark", "import_rome", "read_ctdl", "read_exported", "read_profiles"]
