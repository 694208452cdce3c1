"""What may come after a signature without breaking it: pyHanko's rules, and where ours differ. Imports pyHanko."""

from collections.abc import Iterable
from functools import cache

from pyhanko.pdf_utils.reader import HistoricalResolver
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    FormUpdatingRule,
    GenericFieldModificationRule,
    ModificationLevel,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
)
from pyhanko.sign.diff_analysis.form_rules_api import FormUpdate


class _TouchedFields(FormUpdatingRule):
    """Asks only about objects that a state really wrote.

    pyHanko names the look of every field, written or not; where a signature locks a field that has one, whatever comes
    later would be held for a change of it.
    """

    def apply(
        self, old: HistoricalResolver, new: HistoricalResolver
    ) -> Iterable[tuple[ModificationLevel, FormUpdate]]:
        written = new.explicit_refs_in_revision()
        for level, update in super().apply(old, new):
            if update.updated_ref in written:
                yield level, update


@cache
def changes_policy() -> StandardDiffPolicy:
    """PyHanko's policy with two differences: see above, and a new visible signature may follow a certifying one.

    Widely used programs sign so, and viewers accept it; as a look can also hide what stood there, who examines such a
    file leaves it open (:mod:`dvapp.signing.later`).
    """
    assert isinstance(DEFAULT_DIFF_POLICY, StandardDiffPolicy)
    rules = [
        SigFieldCreationRule(allow_new_visible_after_certify=True),
        SigFieldModificationRule(),
        GenericFieldModificationRule(),
    ]
    return StandardDiffPolicy(
        global_rules=DEFAULT_DIFF_POLICY.global_rules, form_rule=_TouchedFields(field_rules=rules)
    )
