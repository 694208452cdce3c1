"""Codes that travel between layers, each a type of its own so that they cannot be mixed up."""

from typing import NewType

UnitCode = NewType("UnitCode", str)
"""A board's or administrative unit's code, as in the catalogue of units ("hn", "005", "00160")."""

IndicatorCode = NewType("IndicatorCode", str)
"""A figure's code in the template pack ("B01")."""

RecordId = NewType("RecordId", str)
"""A record's identity: a UUID in its 36-character form, made by the program."""

KindCode = NewType("KindCode", str)
"""A record kind's code in the template pack ("inspection")."""

FieldCode = NewType("FieldCode", str)
"""A field's code within its record kind ("units_count")."""

ReportKindCode = NewType("ReportKindCode", str)
"""A report kind's code ("BC06")."""

ProfileCode = NewType("ProfileCode", str)
"""A layout profile's code ("party-2018")."""
