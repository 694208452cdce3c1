"""A PDF writer for what reports need and nothing more: values, objects, fonts, colour.

It is here because speed and memory of a report are those of its writer (``docs/benchmarks.md``). It knows nothing of
reports, and only the standard library.
"""
