"""Dossier → findings: rules that a plan can be held against. Each module offers its own through `register_checks`."""

from socplan.checks.finding import Check, Finding, FindingsError, Grade, finding, sentence, stood_in_words, told

__all__ = ["Check", "Finding", "FindingsError", "Grade", "finding", "sentence", "stood_in_words", "told"]
