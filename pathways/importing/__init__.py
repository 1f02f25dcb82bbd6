"""Other people's releases turned into maps in our format."""

from pathways.importing.rome import Imported, import_rome

__all__ = ["Imported", "import_rome"]
