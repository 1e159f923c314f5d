"""The report kinds of the core, one module each; a new module here is found by itself."""
