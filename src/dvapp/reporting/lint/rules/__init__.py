"""The rules, one function each. Importing this enters all of them into the table."""

from dvapp.reporting.lint.rules import (
    annex,
    body,
    date,
    fonts,
    head,
    headings,
    optional,
    page,
    page_number,
    recipients,
    signer,
    spelling,
    symbol,
    text,
    title,
)

__all__ = [
    "annex",
    "body",
    "date",
    "fonts",
    "head",
    "headings",
    "optional",
    "page",
    "page_number",
    "recipients",
    "signer",
    "spelling",
    "symbol",
    "text",
    "title",
]
