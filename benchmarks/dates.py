"""find_dates beside dateparser: how many of the same strings are right, and how fast each searches the same text.

    python benchmarks/dates.py [FOLDER] [--misses]

FOLDER holds pages of news text (UTF-8 or windows-1256); without one the seeds of this repository are searched. Needs
the extra `benchmark`. The strings are written for this comparison in the forms that Arabic news uses; each is read
with the same day as anchor. dateparser is asked three times: as it comes, as Arabic and English, and with four
regional locales tried in turn, the first reading taken. It counts as right where its period and every part of the
expected value agree, and where it yields nothing for a string that is no date.
"""

from __future__ import annotations

import argparse
import datetime
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

from corpus_pkg import find_dates, read_date

ANCHOR = datetime.date(2024, 3, 20)
#: Text, and its value; None where it is no date.
STRINGS: tuple[tuple[str, str | None], ...] = (
    ("7 أكتوبر 2023", "2023-10-07"),
    ("7 تشرين الأول 2023", "2023-10-07"),
    ("14 كانون الثاني 2012", "2012-01-14"),
    ("12 جويلية 2012", "2012-07-12"),
    ("8 فيفري 2019", "2019-02-08"),
    ("19 جوان 2012", "2012-06-19"),
    ("28 يوليوز 2012", "2012-07-28"),
    ("3 غشت 2015", "2015-08-03"),
    ("17 شتنبر 2011", "2011-09-17"),
    ("9 نونبر 2014", "2014-11-09"),
    ("25 دجنبر 2013", "2013-12-25"),
    ("5 إبريل 2010", "2010-04-05"),
    ("5 ابريل 2010", "2010-04-05"),
    ("11 يونية 2009", "2009-06-11"),
    ("7 أكتوبر/تشرين الأول 2023", "2023-10-07"),
    ("25 كانون الأول/ديسمبر 2009", "2009-12-25"),
    ("6 حزيران (يونيو) 2012", "2012-06-06"),
    ("16 سبتمبر-أيلول 2012", "2012-09-16"),
    ("الأربعاء, 11 يوليو 2012", "2012-07-11"),
    ("الخميس ، 07 كانون الثاني/يناير 2010", "2010-01-07"),
    ("يوم الثلاثاء 19 يونيو عام 2012", "2012-06-19"),
    ("الجمعة, 21-سبتمبر-2012", "2012-09-21"),
    ("لخميس, 12 إبريل, 2012", "2012-04-12"),
    ("٧ أكتوبر ٢٠٢٣", "2023-10-07"),
    ("٢٠٢٠/١٢/٠١", "2020-12-01"),
    ("۲۰۱۲/۰۶/۱۹", "2012-06-19"),
    ("28/05/2012", "2012-05-28"),
    ("04 - 09 - 2012", "2012-09-04"),
    ("06-19-2012", "2012-06-19"),
    ("17.03.2020", "2020-03-17"),
    ("2012.11.04", "2012-11-04"),
    ("2026-01-08", "2026-01-08"),
    ("الأحد 05/04/2014", "2014-05-04"),
    ("20th, March 2024", "2024-03-20"),
    ("November 9, 2020", "2020-11-09"),
    ("13-Jan-26", "2026-01-13"),
    ("الأول من مايو 2013", "2013-05-01"),
    ("العشرين من مارس 2003", "2003-03-20"),
    ("الحادي والعشرين من آذار 2013", "2013-03-21"),
    ("فاتح يناير 2008", "2008-01-01"),
    ("14 فبراير عام ألفين وخمسة", "2005-02-14"),
    ("18/12/2012 1:51 مساء", "2012-12-18T13:51"),
    ("05/5/2012 12:00 صباحا", "2012-05-05T00:00"),
    ("18 / 5 / 2012 م - 11:55 م", "2012-05-18T23:55"),
    ("الإثنين، 24 أغسطس 2020 09:23 ص", "2020-08-24T09:23"),
    ("2012-07-08 12:06 AM", "2012-07-08T00:06"),
    ("الأحد, 25 مارس, 2012, 10:32 بتوقيت القدس", "2012-03-25T10:32"),
    ("الثلاثاء, 18 أغسطس/ آب, 2009, 15:11 GMT", "2009-08-18T15:11Z"),
    ("1800 (GMT+04:00) - 01/07/09", "2009-07-01T18:00+04:00"),
    ("2025-12-05@01:30:30 GMT", "2025-12-05T01:30:30Z"),
    ("2025-12-05T01:30:30+03:00", "2025-12-05T01:30:30+03:00"),
    ("يوليو 16, 2012 على الساعة 17:34", "2012-07-16T17:34"),
    ("3 ماي 2012 21H18", "2012-05-03T21:18"),
    ("17:27 17.03.2020", "2020-03-17T17:27"),
    ("1433-2012-06-0603:40 PM", "2012-06-06T15:40"),
    ("14 رمضان 1445 هـ", "2024-03-24"),
    ("28 جمادى الثانية 1433 هـ", "2012-05-19"),
    ("1433-07-22", "2012-06-12"),
    ("9-9-1433 هـ", "2012-07-28"),
    ("السبت 28 جمادى الثانية 1433 هـ الموافق 19 مايو 2012 م", "2012-05-19"),
    ("رمضان 1433", "2012-07-20/2012-08-18"),
    ("مارس 2024", "2024-03"),
    ("شهر مايو 2013م", "2013-05"),
    ("عام 1987", "1987"),
    ("سنة 2006", "2006"),
    ("27 سبتمبر الماضي", "2023-09-27"),
    ("2 يناير المقبل", "2025-01-02"),
    ("28 ديسمبر الجاري", "2024-12-28"),
    ("نهاية يوليو الماضي", "2023-07"),
    ("10 و21 مايو 2012", "2012-05-10/2012-05-21"),
    ("من 4 حتى 23 أبريل 2012"[3:], "2012-04-04/2012-04-23"),
    ("1980-1985", "1980/1985"),
    ("ثمانينات القرن الماضي", "198X"),
    ("القرن التاسع عشر", "18XX"),
    ("النصف الأول من عام 2012", "2012-01/2012-06"),
    ("صيف 2008", "2008-22"),
    ("أمس", "2024-03-19"),
    ("أول أمس", "2024-03-18"),
    ("غدا", "2024-03-21"),
    ("أمس الثلاثاء", "2024-03-19"),
    ("الجمعة المقبل", "2024-03-22"),
    ("الأحد الماضي", "2024-03-17"),
    ("منذ ثلاثة أيام", "2024-03-17"),
    ("قبل يومين", "2024-03-18"),
    ("الشهر الماضي", "2024-02"),
    ("الأسبوع المقبل", "2024-W13"),
    ("العام المقبل", "2025"),
    ("1.5 مليون", None),
    ("3-1", None),
    ("0020124567890", None),
    ("24/7", None),
    ("العدد 2403", None),
    ("40%", None),
)
REGIONS = ("ar", "ar-EG", "ar-LB", "ar-TN", "ar-MA")


def expected(value: str) -> tuple[str, datetime.datetime] | None:
    """The period of a point and its beginning, as dateparser tells them; None for what it cannot say."""
    if "/" in value or "X" in value or "W" in value or value.endswith("-22"):
        return None
    period = {4: "year", 7: "month"}.get(len(value), "day")
    begin = value + {4: "-01-01", 7: "-01"}.get(len(value), "")
    return period, datetime.datetime.fromisoformat(begin.replace("Z", "+00:00"))


def agrees(value: str | None, period: str, found: datetime.datetime | None) -> bool:
    """Whether a reading of dateparser is the expected value."""
    if value is None or found is None:
        return value is None and found is None
    want = expected(value)
    if want is None or (not period.startswith(want[0]) and not (want[0] == "day" and period == "time")):
        return False
    day = want[1]
    if want[0] != "day":
        return (found.year, found.month)[: 1 if want[0] == "year" else 2] == (day.year, day.month)[
            : 1 if want[0] == "year" else 2
        ]
    if "T" not in value:
        return found.date() == day.date()
    if day.tzinfo is None:
        return found.replace(tzinfo=None, second=0) == day.replace(second=0)
    return found.tzinfo is not None and found == day


def accuracy(show: bool) -> None:
    """Print how many of the strings each reads right, and the time that each takes for one."""
    from dateparser.date import DateDataParser  # type: ignore[import-untyped, unused-ignore]

    settings = {"RELATIVE_BASE": datetime.datetime.combine(ANCHOR, datetime.time(12))}
    plain = DateDataParser(settings=settings)
    arabic = DateDataParser(languages=["ar", "en"], settings=settings)
    regional = [DateDataParser(locales=[name], settings=settings) for name in REGIONS]

    def ours(text: str, value: str | None) -> bool:
        found = read_date(text, ANCHOR)
        return (found.value if found else None) == value

    def by(*parsers: DateDataParser) -> Callable[[str, str | None], bool]:
        def right(text: str, value: str | None) -> bool:
            for parser in parsers:
                data = parser.get_date_data(text)
                if data.date_obj is not None:
                    return agrees(value, data.period or "", data.date_obj)
            return value is None

        return right

    ways = {
        "corpus_pkg.read_date": ours,
        "dateparser.parse": by(plain),
        "dateparser.parse, ar and en": by(arabic),
        "dateparser.parse, five locales in turn": by(*regional),
    }
    print(f"{'strings right':42} {'of':>4} {'right':>6} {'µs each':>9}")
    for name, right in ways.items():
        right(*STRINGS[0])
        began = time.perf_counter()
        outcome = [right(text, value) for text, value in STRINGS]
        spent = (time.perf_counter() - began) / len(STRINGS) * 1e6
        print(f"{name:42} {len(STRINGS):4} {sum(outcome):6} {spent:9.0f}")
        if show:
            for (text, value), fine in zip(STRINGS, outcome, strict=True):
                if not fine:
                    print(f"    {text}  {value}")


def read(folder: Path) -> list[str]:
    """The texts of a folder's files."""
    texts = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = path.read_bytes().rstrip(b"\0")
        try:
            texts.append(data.decode("utf-8"))
        except UnicodeDecodeError:
            texts.append(data.decode("cp1256", "replace"))
    return texts


def speed(texts: list[str]) -> None:
    """Print how many megabytes of UTF-8 each searches in a second; dateparser gets the first 20 kB."""
    from dateparser.search import search_dates  # type: ignore[import-untyped, unused-ignore]

    def timed(name: str, given: list[str], search: Callable[[str], object], rounds: int) -> None:
        size = sum(len(text.encode("utf-8", "replace")) for text in given)
        best = float("inf")
        for _ in range(rounds):
            began = time.perf_counter()
            for text in given:
                search(text)
            best = min(best, time.perf_counter() - began)
        print(f"{name:42} {size / 1e6:8.2f} MB {size / 1e6 / best:9.2f} MB/s")

    timed("corpus_pkg.find_dates", texts, find_dates, 5)
    few, left = [], 20_000
    for text in texts:
        few.append(text[:left])
        left -= len(few[-1])
        if left <= 0:
            break
    timed("corpus_pkg.find_dates, the first of it", few, find_dates, 5)
    timed("dateparser.search, the first of it", few, lambda text: search_dates(text, languages=["ar"]), 1)


def main() -> None:
    """Run both comparisons."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parents[1] / "seeds")
    parser.add_argument("--misses", action="store_true", help="print the strings that each reads wrong")
    args = parser.parse_args()
    warnings.simplefilter("ignore")
    accuracy(args.misses)
    texts = read(args.folder)
    if not texts:
        sys.exit(f"{args.folder}: no file; name a folder of pages")
    speed(texts)


if __name__ == "__main__":
    main()
