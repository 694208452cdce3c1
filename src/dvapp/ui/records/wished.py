"""A new record that another screen asks for, with what that screen knows of it already."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made

from dvapp.domain.codes import KindCode


@dataclass(frozen=True, slots=True, kw_only=True)
class WishedRecord:
    """A kind with texts of its form.

    :param texts: what the form begins with; nothing is kept of it before something is typed or chosen.
    :param chosen: what the user has chosen before: it stands in the form as if chosen there, so it is kept.
    """

    kind: KindCode
    texts: Mapping[str, object] = made(default_factory=dict)
    chosen: Mapping[str, object] = made(default_factory=dict)
