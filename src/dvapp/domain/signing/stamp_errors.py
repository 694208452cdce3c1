"""What may go wrong with the pictures of signature and seal, with revoked certificates and with how one wants to sign."""

from dvapp.domain.errors import DvError


class PictureUnreadable(DvError):
    """A file is no picture that can be used (PNG, JPEG), or damaged. where: the file. Placeholders: ``where``."""

    code = "picture_unreadable"


class PictureTooLarge(DvError):
    """A picture has more bytes or points than a stamp needs. where: the file. Placeholders: ``where``, ``limit``."""

    code = "picture_too_large"


class PictureTooSmall(DvError):
    """A picture has too few points to be printed. where: the file. Placeholders: ``where``, ``size``, ``least``."""

    code = "picture_too_small"


class PictureOpaque(DvError):
    """A picture has a ground that would cover the page. where: the file. Placeholders: ``where``."""

    code = "picture_opaque"


class PictureEmpty(DvError):
    """Nothing can be seen on a picture. where: the file. Placeholders: ``where``."""

    code = "picture_empty"


class SealTooLarge(DvError):
    """A seal in its real size is larger than its place. where: the file. Placeholders: ``where``, ``size``, ``place``."""

    code = "seal_too_large"


class StampCoversText(DvError):
    """A stamp would cover words of the page. where: the document. Placeholders: ``where``, ``text``."""

    code = "stamp_covers_text"


class CertificateRevoked(DvError):
    """The signer's certificate was revoked. where: the holder. Placeholders: ``where``, ``since``."""

    code = "certificate_revoked"


class SettingUnknown(DvError):
    """There is no such setting. where: its name. Placeholders: ``where``, ``known``."""

    code = "setting_unknown"


class SettingInvalid(DvError):
    """A setting cannot have this value. where: its name. Placeholders: ``where``, ``text``."""

    code = "setting_invalid"
