"""Why a file, or an import, is refused as a whole. What is wrong with one row is a ``RowFault``."""

from domain.errors import BadInput, DomainError, Outdated


class FileRefused(BadInput):
    """The file ``file`` cannot be imported."""


class FileTooLarge(FileRefused):
    """``limit_megabytes`` is the most that is taken."""


class FileNotTable(FileRefused):
    """Neither a CSV nor an XLSX. ``looks_like`` is a key of what it seems to be, or None."""


class FileEmpty(FileRefused):
    """There is nothing in it."""


class HeaderMissing(FileRefused):
    """The first row that is not empty holds no names of columns."""


class RowsMissing(FileRefused):
    """Nothing stands under the names of columns."""


class EncodingUnknown(FileRefused):
    """The text is neither Unicode nor Windows-1251."""


class ZipBomb(FileRefused):
    """Unpacked, the file would be over ``limit_megabytes``, or it is packed suspiciously tight."""


class LineTooLong(FileRefused):
    """Line ``line`` has more than ``limit`` characters."""


class CellTooLong(FileRefused):
    """The cell on ``line`` in column ``column``, counted from 1, is over ``limit`` characters."""


class TooManyRows(FileRefused):
    """More than ``limit`` rows."""


class TooManyColumns(FileRefused):
    """More than ``limit`` columns."""


class KindUnknown(FileRefused):
    """Its columns, ``header``, do not tell whether it holds people, products, clients or deals."""


class ColumnsMissing(FileRefused):
    """No column is known to hold ``fields`` of ``kind``: a mapping has to be given."""


class NothingToImport(DomainError):
    """No file was given."""


class ImportAlreadyHandled(DomainError):
    """The import that the button belongs to was ``status`` already."""


class ImportChanged(Outdated):
    """The button shows an import as it was before something was added or answered."""


class TooManyFiles(BadInput):
    """More than ``limit`` files in one import."""
