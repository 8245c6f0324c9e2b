"""Words that try to be more than words in a file, and how many pages one has."""

import re
import zlib

HOSTILE = (
    '=HYPERLINK("http://example.org";"x")',
    "+7 900 000-00-00",
    "-1+1",
    "@SUM(A1)",
    "http://example.org",
    '#panic("read as code")',
    "$x^2$ *bold* _italic_ `code` = heading",
    "#let x = 1; ] ) } \\ // /* \"quotes\" 'one' <label> @ref",
    "<b>&amp;</b>",
    "Ұлы көрме 展览 🎪",
)


def pages_in(pdf: bytes) -> int:
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    text = pdf
    for stream in streams:
        try:
            text += zlib.decompress(stream)
        except zlib.error:
            continue
    return len(re.findall(rb"/Type\s*/Page\b", text))
