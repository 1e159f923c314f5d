"""The formats of office tables that the core reads, one module each. New modules here are discovered."""
