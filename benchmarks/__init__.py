"""How fast, and in how much memory: measured on demand (``make bench``), never a test."""
