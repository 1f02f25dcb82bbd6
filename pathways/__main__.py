"""``python -m pathways``: the explorer at the command line."""

from pathways.cli import main

if __name__ == "__main__":
    main()
