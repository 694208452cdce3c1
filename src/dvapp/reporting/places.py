"""Names of the places that only a joint paper has, beside those of ``services/ports.py``.

The second body signs and seals first; the body in charge seals last, and its seal closes all fields.
"""

SECOND_LEADER = "ChuKyLanhDao2"
SECOND_SEAL = "DauCoQuan2"
