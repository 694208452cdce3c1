"""What the figures screen shows, without a widget: groups of rows, the way to the records, text for Excel."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from dvapp.domain.codes import IndicatorCode, KindCode, RecordId
from dvapp.domain.figures import figures_fed_by_kinds
from dvapp.domain.kinds import FieldType
from dvapp.domain.periods import Period
from dvapp.domain.records import Record
from dvapp.domain.reports import Figure, FigureState
from dvapp.host.formats import LocaleFormats
from dvapp.host.i18n import _, language, ngettext
from dvapp.services.figures import compute_figures
from dvapp.services.records import valid_records
from dvapp.services.session import Session
from dvapp.ui.figures.folding import fits
