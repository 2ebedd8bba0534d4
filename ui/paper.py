"""A PDF to the printer: each page drawn at 300 dpi in grey, so that the paper shows exactly what the preview did."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from app.rendering.raster import page_count, page_image

_DPI = 300


def print_pages(parent: QWidget, pdf: bytes, landscape: bool, name: str) -> None:
    """Ask for a printer and pages, and print; nothing happens when the person leaves the dialog."""
    printer = printer_for(landscape, name)
    asked = QPrintDialog(printer, parent)
    asked.setMinMax(1, page_count(pdf))
    if asked.exec() == QPrintDialog.DialogCode.Accepted:
        send(printer, pdf)


def printer_for(landscape: bool, name: str) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(_DPI)
    printer.setDocName(name)
    printer.setFullPage(True)
    orientation = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    printer.setPageOrientation(orientation)
    return printer


def pages_of(printer: QPrinter, count: int) -> list[int]:
    """Return the pages to print, counted from 0; no range chosen means all."""
    first, last = printer.fromPage() or 1, printer.toPage() or count
    return list(range(first - 1, min(last, count)))


def send(printer: QPrinter, pdf: bytes) -> int:
    """Draw the chosen pages; return how many were printed."""
    pages = pages_of(printer, page_count(pdf))
    painter = QPainter(printer)
    for place, page in enumerate(pages):
        if place:
            printer.newPage()
        raster = page_image(pdf, page, dpi=_DPI)
        size = (raster.width, raster.height, raster.width * 3)
        grey = QImage(raster.pixels, *size, QImage.Format.Format_RGB888).convertToFormat(
            QImage.Format.Format_Grayscale8
        )
        sheet = printer.pageLayout().fullRectPixels(printer.resolution())
        painter.drawImage(QRect(0, 0, sheet.width(), sheet.height()), grey)
    painter.end()
    return len(pages)
