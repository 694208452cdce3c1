"""Asks the places that a certificate names whether it was revoked. Only where the user allows it. Imports pyHanko."""

import asyncio
import logging
from datetime import datetime
from typing import Any

from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathError, RevokedError, ValidationError

from dvapp.signing.keys import OpenKey
from dvapp.signing.trust import SKEW, read_authorities

log = logging.getLogger(__name__)

PATIENCE = 20
"""Seconds for all questions together: somebody waits to sign."""


def ask_revocation(key: OpenKey, *, trust: bytes, between: bytes, now: datetime) -> bool | None:
    """Whether it was revoked; ``None``: nobody could tell, or its authority is not known.

    :param now: not told to anybody; a clock that is wrong by days would turn fresh answers away.
    """
    try:
        return asyncio.run(asyncio.wait_for(_ask(key, trust, between), PATIENCE))
    except TimeoutError:
        log.info("nobody told about revocation in time, at %s", now.isoformat())
        return None


async def _ask(key: OpenKey, trust: bytes, between: bytes) -> bool | None:
    certificates = [*key.signer.cert_registry, *(read_authorities(between) if between.strip() else ())]
    options: dict[str, Any] = {
        "trust_roots": list(read_authorities(trust)) if trust.strip() else [],
        "other_certs": certificates,
        "allow_fetching": True,
        "time_tolerance": SKEW,
        "revocation_mode": "hard-fail",
    }
    context = ValidationContext(**options)
    try:
        validator = CertificateValidator(key.signer.signing_cert, validation_context=context)
        await validator.async_validate_path()
    except RevokedError:
        return True
    except (PathError, ValidationError, OSError) as error:
        log.info("revocation is not known: %s", type(error).__name__)
        return None
    finally:
        await context.aclose()  # what it opened to ask
    return False
