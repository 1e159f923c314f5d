"""The command line: arguments in, a call of the public functions, messages out. It decides nothing.

Exit status: 0 good; 1 findings of grade error; 2 a fault of the input or the call; 3 a fault of a plugin or the
environment. Messages go to stderr, one line a fault.

A module a family of commands; what all of them share is in `console`.
"""

import click

import socplan
from socplan.cli import batch, documents, dossiers, intake, listings, word_templates

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(socplan.__version__, prog_name="socplan")
def main() -> None:
    """Medium-term plans of social services: check them, compute them, make documents of them."""


for _module in (dossiers, intake, documents, batch, word_templates, listings):
    for _command in _module.COMMANDS:
        main.add_command(_command)
