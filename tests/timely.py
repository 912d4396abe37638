"""Texts full of words of time, and days to count from."""

from __future__ import annotations

import datetime

from hypothesis import strategies as st

DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2077, 12, 31))
ANCHORS = st.none() | DAYS
PIECES = st.sampled_from(
    [
        *("أمس", "غدا", "اليوم", "الثلاثاء", "الأحد", "يوم", "يومي", "شهر", "عام", "العام", "الأسبوع", "الشهر"),
        *("الماضي", "المقبل", "الجاري", "مساء", "صباح", "الساعة", "من", "إلى", "و", "هذا", "قبل", "بعد", "نحو"),
        *("ثلاثة", "أيام", "سنوات", "يومين", "أكتوبر", "تشرين", "الأول", "مارس", "آب", "رمضان", "محرم", "هـ", "م", "ص"),
        *("القرن", "العشرين", "الستينات", "نهاية", "الموافق", "GMT", "AM", "th", "March", "موسم", "في", "منذ", "كتاب"),
        *("7", "21", "2012", "1433", "08", "0400", "748", "1.5", "مليون", "ال", "ـ"),
        *("/", "-", ".", ":", ",", "،", "(", ")", "+", "@", "|", '"', "«", "»", "\n"),
    ]
)
TIMELY = st.lists(st.tuples(PIECES, st.sampled_from(["", " ", " ", " ", "  ", "   ", "\u200f"])), max_size=30).map(
    lambda parts: "".join(piece + gap for piece, gap in parts)
)
