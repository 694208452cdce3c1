"""A certificate authority with CRL, OCSP and a timestamp service (certomancer), on a port of this computer's own."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import yaml
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

PASSWORD = "mật khẩu khoá"
NAMES = {"leader": "Nguyễn Thị Lãnh Đạo", "seal": "Ban Dân vận Thử", "revoked": "Người Bị Thu Hồi"}
_ARCH = "thu"


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name
        pass


@dataclass(frozen=True, kw_only=True)
class Authority:
    """What the services give out. ``url``: of the timestamp service; ``served``: paths that were asked for."""

    url: str
    trust: bytes
    crl: bytes
    served: list[str]
    _arch: Any

    def key_file(self, name: str) -> bytes:
        """The PKCS#12 of one of :data:`NAMES`, with :data:`PASSWORD`."""
        from certomancer.registry import CertLabel

        return bytes(self._arch.package_pkcs12(CertLabel(name), password=PASSWORD.encode()))


@contextmanager
def serving(folder: Path, names: Mapping[str, str] = NAMES) -> Iterator[Authority]:
    """Start the services; they end with the block. ``names``: of the certificates, by the names that they are asked for with."""
    from certomancer.integrations.animator import Animator, AnimatorArchStore
    from certomancer.registry import ArchLabel, CertomancerConfig, ServiceLabel

    folder.mkdir(parents=True, exist_ok=True)
    served: list[str] = []
    apps: list[Any] = []

    def app(environ: dict[str, Any], start: Any) -> Any:
        served.append(environ["PATH_INFO"])
        return apps[0](environ, start)

    server = make_server("127.0.0.1", 0, app, WSGIServer, _Quiet)
    prefix = f"http://127.0.0.1:{server.server_port}"
    config = CertomancerConfig(
        yaml.safe_load(_written(folder, prefix, {**NAMES, **names})), key_search_dir=str(folder)
    )
    arch = config.get_pki_arch(ArchLabel(_ARCH))
    apps.append(Animator(AnimatorArchStore({ArchLabel(_ARCH): arch}), with_web_ui=False))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        from certomancer.registry import CertLabel

        yield Authority(
            url=prefix + f"/{_ARCH}/tsa/tsa",
            trust=arch.get_cert(CertLabel("root")).dump(),
            crl=arch.service_registry.get_crl(ServiceLabel("root")).dump(),
            served=served,
            _arch=arch,
        )
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _key(folder: Path, name: str) -> None:
    pem = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    (folder / f"{name}.pem").write_bytes(pem)


def _written(folder: Path, prefix: str, given: Mapping[str, str]) -> str:
    """The authority in certomancer's own words, with fresh keys."""
    people = {name: {"common-name": common} for name, common in given.items()}
    services = {name: {"common-name": f"Dịch vụ {name}"} for name in ("root", "ocsp", "tsa")}
    names = {**services, **people}
    for name in names:
        _key(folder, name)
    certs: dict[str, Any] = {
        "root": _cert(
            "root",
            _extension("basic_constraints", {"ca": True}),
            _usage("digital_signature", "key_cert_sign", "crl_sign"),
        ),
        "ocsp": _cert(
            "ocsp", _usage("digital_signature"), _purpose("ocsp_signing"), _extension("ocsp_no_check", None)
        ),
        "tsa": _cert("tsa", _usage("digital_signature"), _purpose("time_stamping"), *_asked()),
    }
    for name in people:
        certs[name] = _cert(name, _usage("digital_signature", "non_repudiation"), *_asked())
    certs["revoked"]["revocation"] = {"revoked-since": "2020-12-01T00:00:00+0000", "reason": "key_compromise"}
    config = {
        "external-url-prefix": prefix,
        "keysets": {
            _ARCH: {"path-prefix": str(folder), "keys": {name: {"path": f"{name}.pem"} for name in names}}
        },
        "pki-architectures": {
            _ARCH: {
                "keyset": _ARCH,
                "entity-defaults": {"country-name": "VN", "organization-name": "Cơ quan thử"},
                "entities": names,
                "certs": certs,
                "services": {
                    "ocsp": {"ocsp": {"for-issuer": "root", "responder-cert": "ocsp", "signing-key": "ocsp"}},
                    "crl-repo": {
                        "root": {
                            "for-issuer": "root",
                            "signing-key": "root",
                            "simulated-update-schedule": "P30D",
                        }
                    },
                    "time-stamping": {"tsa": {"signing-key": "tsa", "signing-cert": "tsa"}},
                },
            }
        },
    }
    return yaml.safe_dump(config, allow_unicode=True)


def _cert(name: str, *extensions: dict[str, Any]) -> dict[str, Any]:
    return {
        "subject": name,
        "subject-key": name,
        "issuer": "root",
        "authority-key": "root",
        "validity": {"valid-from": "2010-01-01T00:00:00+0000", "valid-to": "2100-01-01T00:00:00+0000"},
        "extensions": list(extensions),
    }


def _extension(name: str, value: Any) -> dict[str, Any]:
    return {"id": name, "critical": name == "basic_constraints", "value": value}


def _usage(*bits: str) -> dict[str, Any]:
    return {"id": "key_usage", "critical": True, "smart-value": {"schema": "key-usage", "params": list(bits)}}


def _purpose(name: str) -> dict[str, Any]:
    return {"id": "extended_key_usage", "critical": True, "value": [name]}


def _asked() -> tuple[dict[str, Any], dict[str, Any]]:
    lists = {"schema": "crl-dist-url", "params": {"crl-repo-names": ["root"]}}
    answers = {"schema": "aia-urls", "params": {"ocsp-responder-names": ["ocsp"]}}
    return (
        {"id": "crl_distribution_points", "smart-value": lists},
        {"id": "authority_information_access", "smart-value": answers},
    )
