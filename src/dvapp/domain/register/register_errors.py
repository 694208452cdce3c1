"""What may go wrong with the register of outgoing papers."""

from dvapp.domain.errors import DvError


class SeriesNotBegun(DvError):
    """Nobody has said yet with which number papers of this type begin here. where: the type's symbol. Placeholders: ``where``, ``day``."""

    code = "series_not_begun"


class SeriesBegun(DvError):
    """Such a series has numbers already: its beginning stays. where: the type's symbol. Placeholders: ``where``, ``since``."""

    code = "series_begun"


class SeriesDaysInvalid(DvError):
    """A series that ends before it begins, or runs into another one. where: the type's symbol. Placeholders: ``where``, ``since``."""

    code = "series_days_invalid"


class SeriesHandedOver(DvError):
    """Another store goes on with this series. where: the type's symbol. Placeholders: ``where``, ``year`` and ``file`` of that store, ``day`` of the handover."""

    code = "series_handed_over"


class SeriesUnsettled(DvError):
    """Numbers of a series that is to be handed over are held for papers that were not issued yet. where: the type's symbol. Placeholders: ``where``, ``numbers``."""

    code = "series_unsettled"


class SeriesNotTaken(DvError):
    """There is no series to take over: all have ended, or there are none. where: the other store. Placeholders: ``where``."""

    code = "series_not_taken"


class SameStore(DvError):
    """The other store is this one, or a copy of it. where: the other store. Placeholders: ``where``."""

    code = "same_store"


class OtherBoard(DvError):
    """The other store is another board's. where: the other store. Placeholders: ``where``, ``board``."""

    code = "other_board"


class SeriesUnknown(DvError):
    """The store has no such series. Placeholders: ``where``."""

    code = "series_unknown"


class TermUnknown(DvError):
    """Neither the pack nor the clerk says when the committee's term began. where: the type's symbol. Placeholders: ``where``, ``day``."""

    code = "term_unknown"


class TypeInvalid(DvError):
    """Not the symbol of a document type: one to ten letters and digits. Placeholders: ``text``."""

    code = "type_invalid"


class NumberReasonEmpty(DvError):
    """What was done with a number wants a reason, and none was given. where: the number. Placeholders: ``where``."""

    code = "number_reason_empty"


class NumberUnknown(DvError):
    """The series never gave this number. where: the number. Placeholders: ``where``."""

    code = "number_unknown"


class NumberOutOfTurn(DvError):
    """Another number comes next. where: the one that was asked for. Placeholders: ``where``, ``next``."""

    code = "number_out_of_turn"


class NumbersUsedUp(DvError):
    """A series has come to its last number. where: the type's symbol. Placeholders: ``where``."""

    code = "numbers_used_up"


class NumberUsed(DvError):
    """A paper was issued under this number; that stays for ever. where: the number. Placeholders: ``where``."""

    code = "number_used"


class NumberReturned(DvError):
    """The number was given back already. where: the number. Placeholders: ``where``."""

    code = "number_returned"


class NumberOnItsWay(DvError):
    """A paper of the store, on its way, has this number: there it is given back. where: the number. Placeholders: ``where``."""

    code = "number_on_its_way"


class LeaseLost(DvError):
    """The number is not held by whoever wants to use it any more. where: the number. Placeholders: ``where``."""

    code = "lease_lost"


class LeasedElsewhere(DvError):
    """Another program, still at work, holds a number for this paper. where: the number. Placeholders: ``where``, ``holder``, ``until``."""

    code = "leased_elsewhere"


class PaperNumbered(DvError):
    """The paper has its number. where: the number. Placeholders: ``where``."""

    code = "paper_numbered"


class IssueDayOutside(DvError):
    """The day of issue is not one of the days of the number's series. where: the number. Placeholders: ``where``, ``day``, ``since``."""

    code = "issue_day_outside"


class EntryFieldMissing(DvError):
    """A register has to say this of every paper. where: the column. Placeholders: ``where``."""

    code = "entry_field_missing"


class EntryFieldInvalid(DvError):
    """What was given for a column of the register cannot be read. where: the column. Placeholders: ``where``, ``text``."""

    code = "entry_field_invalid"


class RegisterEmpty(DvError):
    """There is no line to print or to take out. Placeholders: none."""

    code = "register_empty"
