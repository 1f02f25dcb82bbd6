"""
The command line: each command reads a question, makes one call and prints the answer.

Exit codes: 0 answered; 1 the question has no answer, and the answer says why; 2 the question, or the data
file, cannot be understood. A group of commands is a module here, and joins the program below.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Annotated

import typer

from pathways.cli import (
    analysing,
    asking,
    comparing,
    employing,
    exporting,
    keeping,
    looking,
    printing,
    supposing,
)

app = typer.Typer(
    name="pathways",
    help="Which routes lead from a qualification to a role in the French vehicle-services branch.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
looking.join(app)
asking.join(app)
supposing.join(app)
comparing.join(app)
analysing.join(app)
employing.join(app)
keeping.join(app)
exporting.join(app)
printing.join(app)


@app.callback()
def _everywhere(
    ctx: typer.Context,
    data: Annotated[
        Path | None, typer.Option(help="Another map in the same format, for any command.")
    ] = None,
) -> None:
    ctx.obj = data


def main() -> None:
    """Run the command that the arguments ask for, and exit with its code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # an old terminal lacks ’ and →
    app(prog_name="python -m pathways")
