"""Files that somebody might try, made here byte by byte. Nothing is downloaded, nothing is kept.

HOSTILE: (what it is, name, bytes) that must be refused. DISARMED: pictures that may be taken,
because drawing them anew leaves nothing of what they carried.
"""

import io
import struct
import zipfile
import zlib

import xlsxwriter
from PIL import Image, PngImagePlugin

SECRET = b"SECRET-PAYLOAD"


def picture(kind="JPEG", size=(40, 30), **options):
    out = io.BytesIO()
    image = Image.new("RGB", size, (180, 40, 40))
    image.putpixel((1, 1), (0, 0, 255))
    image.save(out, kind, **options)
    return out.getvalue()


def picture_with_gps():
    exif = Image.Exif()
    exif[0x010F] = "SECRET-PAYLOAD camera"
    exif[0x0112] = 6  # lying on its side
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (26.0, 34.0, 12.0)
    return picture(exif=exif)


def png_with_text():
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", SECRET.decode())
    return picture("PNG", pnginfo=info)


def png_of(width, height):
    """A header that promises more than any machine has, and almost no data."""

    def chunk(name, data):
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\0" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    )


def gif_of_many_frames(frames):
    out = io.BytesIO()
    images = [Image.new("RGB", (8, 8), (n % 250, n // 250, 90)) for n in range(frames)]
    images[0].save(out, "GIF", save_all=True, append_images=images[1:])
    return out.getvalue()


def workbook(cell="ok"):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet().write_string(0, 0, cell)
    book.close()
    return out.getvalue()


def document():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    return out.getvalue()


def workbook_and(name, data, kind=zipfile.ZIP_DEFLATED):
    out = io.BytesIO(workbook())
    with zipfile.ZipFile(out, "a", kind) as archive:
        archive.writestr(name, data)
    return out.getvalue()


def zip_of(entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return out.getvalue()


def encrypted_workbook():
    data = bytearray(workbook())
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        data[at + place] |= 1
    return bytes(data)


def broken_checksum():
    data = bytearray(workbook_and("xl/extra.xml", b"<a>" + b"x" * 50 + b"</a>", zipfile.ZIP_STORED))
    data[data.find(b"<a>x") + 5] ^= 0xFF
    return bytes(data)


def pdf(body=b"", tail=b""):
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n" + body + b"\ntrailer<</Root 1 0 R>>\n"
        b"startxref\n0\n%%EOF\n" + tail
    )


def packed(data):
    return (
        b"3 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n"
        + zlib.compress(data, 9)
        + (b"\nendstream endobj")
    )


SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
HTML = b"<!doctype html><script>alert(1)</script>"
BOMB = b"\0" * (210 * 1024 * 1024)
LOL = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY b "&lol;&lol;">]><a>&b;</a>'
)

LOCKED_PDF = pdf(b"4 0 obj<</Encrypt 5 0 R>>endobj")

HOSTILE = [
    ("nothing at all", "a.jpg", b""),
    ("a picture drawn with script", "a.svg", SVG),
    ("a drawing called a photo", "a.jpg", SVG),
    ("a drawing called text", "a.txt", SVG),
    ("a page", "a.html", HTML),
    ("a page called text", "a.txt", HTML),
    ("a page called text behind blanks", "a.txt", b"\xef\xbb\xbf \r\n\t" + HTML),
    ("a page called a table", "a.csv", b"<html><body onload=alert(1)>"),
    ("a page called a PDF", "a.pdf", HTML),
    ("a page called a photo", "a.png", HTML),
    ("a Windows program", "a.exe", b"MZ\x90\0" + b"\0" * 60),
    ("a Windows program called a photo", "a.jpg", b"MZ\x90\0" + b"\0" * 60),
    ("a Windows program called text", "a.txt", b"MZ\x90\0" + b"\0" * 60),
    ("a Linux program called a table", "a.csv", b"\x7fELF\x02\x01\x01" + b"\0" * 60),
    ("a shell script by its name", "a.sh", b"#!/bin/sh\nrm -rf /\n"),
    ("two extensions", "a.jpg.php", b"<?php system($_GET[1]); ?>"),
    ("a PHP page called text", "a.txt", b"<?php system($_GET[1]); ?>"),
    ("text with a hidden zero", "a.txt", b"good\0evil"),
    ("text with terminal commands", "a.txt", b"good \x1b]2;evil\x07"),
    ("text in no known encoding", "a.txt", b"\xff\xfe\xfd\x80\x81"),
    ("a photo cut off in the middle", "a.jpg", picture(size=(400, 300))[:900]),
    ("the first bytes of a photo and noise", "a.jpg", b"\xff\xd8\xff\xe0" + b"noise" * 50),
    ("the first bytes of a PNG and script", "a.png", b"\x89PNG\r\n\x1a\n" + HTML),
    ("the first bytes of a GIF and script", "a.gif", b"GIF89a=1;alert(1)//" + b" " * 30),
    ("the first bytes of a WebP and nothing", "a.webp", b"RIFF\x10\0\0\0WEBP" + b"\0" * 30),
    ("a pixel flood", "a.png", png_of(60000, 60000)),
    ("a pixel flood, one line high", "a.png", png_of(2_000_000_000, 1)),
    ("a picture without height", "a.png", png_of(1000, 0)),
    ("a film of ten thousand frames", "a.gif", gif_of_many_frames(260)),
    ("a TIFF called a photo", "a.jpg", picture("TIFF")),
    ("a BMP", "a.bmp", picture("BMP")),
    ("an icon", "a.ico", b"\0\0\1\0\1\0" + b"\0" * 40),
    ("a PDF that runs script", "a.pdf", pdf(b"3 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj")),
    ("a PDF that spells script in hex", "a.pdf", pdf(b"3 0 obj<</S/J#61vaScript>>endobj")),
    ("a PDF that starts a program", "a.pdf", pdf(b"3 0 obj<</S/Launch/F(cmd.exe)>>endobj")),
    ("a PDF with a file inside", "a.pdf", pdf(b"3 0 obj<</Type/EmbeddedFile>>endobj")),
    ("a PDF with a form of scripts", "a.pdf", pdf(b"3 0 obj<</XFA 4 0 R>>endobj")),
    ("a PDF with packed script", "a.pdf", pdf(packed(b"<</S/JavaScript/JS(x)>>"))),
    ("a PDF that unpacks without end", "a.pdf", pdf(packed(b" " * 60 * 1024 * 1024))),
    ("a PDF that is also a zip", "a.pdf", pdf(tail=zip_of([("evil.txt", b"x")]))),
    (
        "a PDF that is also a page",
        "a.pdf",
        pdf().replace(b"1.4\n", b"1.4\n<script>x\n", 1),
    ),
    ("a locked PDF", "a.pdf", LOCKED_PDF),
    ("a PDF without an end", "a.pdf", b"%PDF-1.4\n1 0 obj"),
    ("a PDF called a photo", "a.jpg", pdf()),
    ("a photo called a PDF", "a.pdf", picture()),
    ("a zip called a workbook", "a.xlsx", zip_of([("evil.txt", b"x")])),
    ("a workbook called a document", "a.docx", workbook()),
    ("a zip as it is", "a.zip", zip_of([("a.txt", b"x")])),
    ("a Java archive", "a.jar", zip_of([("META-INF/MANIFEST.MF", b"x")])),
    ("a zip bomb", "a.xlsx", workbook_and("xl/media/big.bin", BOMB)),
    ("a zip with six thousand parts", "a.xlsx", zip_of([(f"x{n}", b"") for n in range(6000)])),
    ("a workbook with a path upwards", "a.xlsx", workbook_and("../../etc/cron.d/x", b"x")),
    ("a workbook with a root path", "a.xlsx", workbook_and("/etc/passwd", b"x")),
    ("a workbook with a Windows path", "a.xlsx", workbook_and("xl\\..\\..\\x", b"x")),
    ("a workbook with macros", "a.xlsx", workbook_and("xl/vbaProject.bin", b"x")),
    ("a workbook by its macro name", "a.xlsm", workbook_and("xl/vbaProject.bin", b"x")),
    ("a workbook with ActiveX", "a.xlsx", workbook_and("xl/activeX/activeX1.bin", b"x")),
    ("a workbook with a program", "a.xlsx", workbook_and("xl/media/run.exe", b"MZ")),
    ("a workbook with an object inside", "a.xlsx", workbook_and("xl/embeddings/o.bin", b"x")),
    ("a workbook that fetches", "a.xlsx", workbook_and("xl/externalLinks/e1.xml", b"<a/>")),
    ("a workbook of entities", "a.xlsx", workbook_and("xl/lol.xml", LOL)),
    (
        "a workbook of entities in two-byte letters",
        "a.xlsx",
        workbook_and("xl/lol.xml", LOL.decode().encode("utf-16")),
    ),
    ("a locked workbook", "a.xlsx", encrypted_workbook()),
    ("a workbook with a wrong checksum", "a.xlsx", broken_checksum()),
    ("a workbook cut off", "a.xlsx", workbook()[:-200]),
    ("a workbook behind a page", "a.xlsx", HTML + workbook()),
    ("a workbook behind a zip header", "a.xlsx", b"PK\x03\x04" + HTML + workbook()),
    ("a workbook in front of a page", "a.xlsx", workbook() + HTML),
    ("the old Excel format", "a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 60),
    ("the old Excel format by the new name", "a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9),
    ("a shortcut", "a.lnk", b"L\0\0\0\x01\x14\x02\0" + b"\0" * 60),
    ("a file without a name", "", b"\x7fELF"),
]

DISARMED = [
    ("GPS and camera in a photo", "a.jpg", picture_with_gps()),
    ("a comment in a photo", "a.jpg", picture(comment=SECRET)),
    ("a comment in a PNG", "a.png", png_with_text()),
    ("a comment in a GIF", "a.gif", picture("GIF", comment=SECRET)),
    ("EXIF in a WebP", "a.webp", picture("WEBP", exif=b"Exif\0\0" + SECRET)),
    ("a colour profile that is none", "a.jpg", picture(icc_profile=SECRET)),
    ("a zip behind a photo", "a.jpg", picture() + zip_of([("SECRET-PAYLOAD.txt", b"x")])),
    ("a page behind a PNG", "a.png", picture("PNG") + b"<script>SECRET-PAYLOAD</script>"),
    ("a program behind a GIF", "a.gif", picture("GIF") + b"MZ" + SECRET),
    ("a PNG with a photo's name", "a.jpg", png_with_text()),
]
