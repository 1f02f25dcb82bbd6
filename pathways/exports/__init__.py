"""A map, or one route of it, as a file that others can read."""

from pathways.exports.files import FORMATS, As, export_bytes, file_name

__all__ = ["FORMATS", "As", "export_bytes", "file_name"]
