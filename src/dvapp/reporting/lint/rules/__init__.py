"""The rules, one function each. Importing this enters all of them into the table."""

from dvapp.reporting.lint.rules import (
    annex,
    body,
    fonts,
    head,
    headings,
    page,
    page_number,
    recipients,
    signer,
    spelling,
    text,
    title,
)

__all__ = [
    "annex",
    "body",
    "fonts",
    "head",
    "headings",
    "page",
    "page_number",
    "recipients",
    "signer",
    "spelling",
    "text",
    "title",
]
