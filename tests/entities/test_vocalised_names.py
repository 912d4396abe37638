from __future__ import annotations

import pytest

from corpus_pkg.entities import find_entities


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("وصل إلى عمّان أمس وفد تجاري كبير", [("عمّان", "amman")]),
        ("غادر الوفد عَمّانَ فجرا", [("عَمّانَ", "amman")]),
        ("زار عُمَانَ وفد تجاري", [("عُمَانَ", "oman")]),
        ("يسافر من عمّان إلى عُمان", [("عمّان", "amman"), ("عُمان", "oman")]),
        ("وفي سلطنة عمان", [("سلطنة عمان", "oman")]),
        ("في العاصمة الأردنية عمان", [("عمان", "amman")]),
        ("تحسن الطقس في عمان", [("عمان", "oman")]),
    ],
)
def test_a_sign_tells_two_names_apart(text: str, named: list[tuple[str, str]]) -> None:
    assert [(mention.surface, mention.entity_id) for mention in find_entities(text, "none")] == named
