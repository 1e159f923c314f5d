"""``python -m socplan``: the command line."""

from socplan.cli import main

main(prog_name="socplan")
