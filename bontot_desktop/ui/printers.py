"""The printers of this computer and what they can do; a test puts files in their place."""

from __future__ import annotations

from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

_TURNS = (QPrinter.DuplexMode.DuplexLongSide, QPrinter.DuplexMode.DuplexShortSide, QPrinter.DuplexMode.DuplexAuto)


class Printers:
    """What the system says about its printers."""

    def names(self) -> list[str]:
        """Return the names of the printers there are."""
        return list(QPrinterInfo.availablePrinterNames())

    def usual(self) -> str:
        """Return the name of the one the system prefers, "" when there is none."""
        return QPrinterInfo.defaultPrinterName()

    def turns_paper(self, name: str) -> bool:
        """Say whether a printer prints on both sides by itself."""
        return any(mode in _TURNS for mode in QPrinterInfo.printerInfo(name).supportedDuplexModes())

    def has_colour(self, name: str) -> bool:
        """Say whether a printer prints in colour."""
        return QPrinter.ColorMode.Color in QPrinterInfo.printerInfo(name).supportedColorModes()

    def make(self, name: str) -> QPrinter:
        """Return a printer to be set up and sent to."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPrinterName(name)
        return printer
