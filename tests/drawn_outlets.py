"""Outlets that no table has, and the story on whose page they are named."""

from __future__ import annotations

from hypothesis import strategies as st

TITLE = "بلدية الزيتون تفتتح حديقة عامة على ضفة النهر"
PARAGRAPHS = (
    "افتتحت بلدية الزيتون حديقة عامة على ضفة النهر تضم ملاعب للأطفال وممرات للدراجات ومقاعد خشبية.",
    "وقال رئيس البلدية إن الأشجار زرعت قبل عامين، وإن الأهالي تبرعوا بنصف كلفتها من مدخراتهم.",
)
#: Words that no table knows, from letters that are rare.
WORD = st.text("ظضغذثخ", min_size=4, max_size=6)
FORMED = st.builds("{} {}".format, WORD, st.sampled_from(["نيوز", "برس", "ميديا", "أونلاين"]))
PLACE = st.sampled_from(["إربد", "بيروت", "الخرطوم"])
