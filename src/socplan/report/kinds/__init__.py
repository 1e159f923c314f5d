"""The report kinds of the core, one module each. New modules here are discovered."""
