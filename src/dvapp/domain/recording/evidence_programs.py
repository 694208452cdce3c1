"""Names and first bytes of files that a system would run, install, mount, or follow elsewhere."""

from dvapp.domain.recording.evidence_errors import EvidenceIsProgram

_RUN = (
    "exe com scr pif cpl dll sys ocx drv msi msp mst msu msix msixbundle appx appxbundle appinstaller application "
    "appref-ms bat cmd ps1 ps1xml ps2 psc1 psm1 psd1 vbs vbe js jse mjs ws wsf wsc wsh sct hta msc reg inf scf lnk url "
    "website desktop settingcontent-ms library-ms search-ms searchconnector-ms theme diagcab chm hlp gadget jar jnlp "
    "class apk ipa dex xap vsix crx xpi sh bash zsh csh ksh run bin appimage command workflow app dmg pkg deb rpm snap "
    "flatpak flatpakref iso img vhd vhdx udf cab py pyc pyw pyz pl rb php lua tcl xll wll xla xlam ppa ppam one "
    "onepkg rdp ade adp mde accde html htm xhtml shtml mht mhtml svg svgz swf xsl xslt"
)
PROGRAM_ENDINGS = frozenset(_RUN.split())
"""Endings by which a system runs a file, installs it, mounts it, follows it elsewhere or runs scripts within it."""

_BLUNT = "exe scr pif bat cmd ps1 vbs vbe js jse wsf hta msi lnk jar cpl"
_PLAIN_PROGRAMS = frozenset(_BLUNT.split())
"""Endings that have no business in the middle of a name: ``giay-moi.exe.pdf``."""

_PROGRAM_STARTS = (
    (b"MZ", "MZ"),
    (b"\x7fELF", "ELF"),
    (b"\xfe\xed\xfa\xce", "Mach-O"),
    (b"\xfe\xed\xfa\xcf", "Mach-O"),
    (b"\xce\xfa\xed\xfe", "Mach-O"),
    (b"\xcf\xfa\xed\xfe", "Mach-O"),
    (b"\xca\xfe\xba\xbe", "Java, Mach-O"),
    (b"dex\n", "Android"),
    (b"\0asm", "WebAssembly"),
    (b"#!", "#!"),
    (b"L\0\0\0\x01\x14\x02\0", "LNK"),
    (b"ITSF", "CHM"),
    (b"MSCF", "CAB"),
    (b"!<arch>\n", "DEB"),
    (b"\xed\xab\xee\xdb", "RPM"),
    (b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d", "OneNote"),
)


def refuse_program_start(head: bytes, name: str) -> None:
    """:raises EvidenceIsProgram: a file that begins so is a program, whatever its name says."""
    for start, mark in _PROGRAM_STARTS:
        if head.startswith(start) and not head.startswith(b"#!AMR"):
            raise EvidenceIsProgram(where=name, what=mark)


def refuse_program_name(name: str) -> None:
    """:raises EvidenceIsProgram: a system would run a file of that name, or it pretends to be another kind."""
    parts = [part.casefold() for part in name.rstrip(" .").split(".")[1:]]
    if parts and parts[-1] in PROGRAM_ENDINGS:
        raise EvidenceIsProgram(where=name, what=f".{parts[-1]}")
    for part in parts[:-1]:
        if part in _PLAIN_PROGRAMS:
            raise EvidenceIsProgram(where=name, what=f".{part}.{parts[-1]}")
