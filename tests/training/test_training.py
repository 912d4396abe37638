from __future__ import annotations

import gzip
import lzma
import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_pkg.commands import main
from corpus_pkg.entities.labeller import Labeller
from corpus_pkg.entities.recognition import RecognizerError
from corpus_pkg.entities.weights import dumped, loaded
from corpus_pkg.language.orthography import fold
from corpus_pkg.training import columns, training
from corpus_pkg.training.columns import Entity, Sentence, TrainingError
from corpus_pkg.training.training import Corpus, Settings

pytest.importorskip("pycrfsuite")

PEOPLE = ["سمير البرقاوي", "ليلى الزنبقي", "هاني المرجاني", "نورا العسلي", "فادي الريحاني", "كمال البلوطي"]
PLACES = ["بيروت", "عمان", "تونس", "القاهرة", "بغداد", "الرباط"]
BODIES = ["وزارة الزراعة", "شركة النخيل", "جامعة الساحل", "نادي الشروق", "حزب الوحدة"]


def corpus_lines(seed: int = 0, sentences: int = 120) -> str:
    """A corpus of sentences after a few patterns, with a word and a tag in each line."""
    chosen = random.Random(seed)
    lines: list[str] = []

    def name(words: str, kind: str) -> None:
        lines.extend(f"{word}\t{'I' if at else 'B'}-{kind}" for at, word in enumerate(words.split()))

    def plain(words: str) -> None:
        lines.extend(f"{word}\tO" for word in words.split())

    for _ in range(sentences):
        match chosen.randrange(3):
            case 0:
                plain("وقال السيد")
                name(chosen.choice(PEOPLE), "PER")
                plain("في مدينة")
                name(chosen.choice(PLACES), "LOC")
            case 1:
                plain("أعلنت")
                name(chosen.choice(BODIES), "ORG")
                plain("أن السيدة")
                name(chosen.choice(PEOPLE), "PER")
                plain("غادرت إلى")
                name(chosen.choice(PLACES), "LOC")
            case _:
                plain("كان الطقس باردا هذا الصباح")
        plain(".")
        lines.append("")
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("corpus") / "corpus.tsv"
    path.write_text(corpus_lines(), encoding="utf-8", newline="\n")
    return path


@pytest.fixture(scope="module")
def model(corpus: Path) -> Path:
    path = corpus.with_name("model.xz")
    assert main(["train-entities", str(corpus), "--out", str(path), "--rounds", "40"]) == 0
    return path


def test_the_command_trains_a_labeller_that_reads_what_it_was_taught(model: Path) -> None:
    text = "وقال السيد نورا العسلي في مدينة تونس ."
    found = Labeller.open(model)(text)
    assert [(text[one.start : one.end], one.type) for one in found] == [("نورا العسلي", "PER"), ("تونس", "LOC")]


def test_a_name_that_no_corpus_has_is_known_by_its_place(model: Path) -> None:
    text = "وقال السيد جلمود الصخراوي في مدينة بيروت ."
    found = Labeller.open(model)(text)
    assert ("جلمود الصخراوي", "PER") in [(text[one.start : one.end], one.type) for one in found]


def test_training_twice_gives_the_same_file(corpus: Path, model: Path) -> None:
    again = model.with_name("again.xz")
    assert main(["train-entities", str(corpus), "--out", str(again), "--rounds", "40"]) == 0
    assert again.read_bytes() == model.read_bytes()


def test_a_model_is_read_as_it_was_written(model: Path) -> None:
    assert dumped(loaded(model)) == model.read_bytes()


@pytest.mark.parametrize("damage", [b"", b"no model", b"\xfd7zXZ\x00\x00"])
def test_a_file_that_is_no_model_is_named_in_one_line(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "broken.xz"
    path.write_bytes(damage)
    with pytest.raises(RecognizerError, match=r"broken\.xz: is no model of this version") as raised:
        loaded(path)
    assert "\n" not in str(raised.value)
    with pytest.raises(RecognizerError, match="absent"):
        loaded(tmp_path / "absent.xz")


def test_a_weight_beyond_all_bounds_makes_no_model(model: Path, tmp_path: Path) -> None:
    read = loaded(model)
    heavy = replace(read, attributes={**read.attributes, "al": (10**6,) * len(read.labels)})
    path = tmp_path / "heavy.xz"
    path.write_bytes(dumped(heavy))
    with pytest.raises(RecognizerError, match="is no model of this version"):
        loaded(path)


def test_a_cut_model_is_no_model(model: Path, tmp_path: Path) -> None:
    data = model.read_bytes()
    cut = tmp_path / "cut.xz"
    cut.write_bytes(data[: len(data) // 2])
    with pytest.raises(RecognizerError):
        loaded(cut)


def test_folds_are_read_by_what_the_others_taught(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "model.xz"
    assert main(["train-entities", str(corpus), "--out", str(out), "--folds", "3", "--rounds", "20"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[1:-1]] == ["1", "2", "3", "all", "PER", "LOC", "ORG"]
    assert float(lines[4].split()[-1]) > 0.9
    assert out.exists()


def test_a_text_folder_of_any_encoding_is_read(corpus: Path, tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    text = "".join(f"وصل الوفد إلى مدينة {place} صباح اليوم برفقة السيد رئيس الشركة\n" for place in PLACES) * 3
    (pages / "a.txt").write_bytes(text.encode("utf-8"))
    (pages / "b.txt").write_bytes(text.replace("صباح", "مساء").encode("cp1256"))
    out = tmp_path / "model.xz"
    assert main(["train-entities", str(corpus), "--out", str(out), "--text", str(pages), "--rounds", "5"]) == 0
    assert loaded(out).vocabulary.counts["برفقة".replace("ة", "ه")] >= 2


def test_packed_text_is_read_as_plain_text_is(corpus: Path, tmp_path: Path) -> None:
    text = "".join(f"وصل الوفد إلى مدينة {place} صباح اليوم برفقة السيد رئيس الشركة\n" for place in PLACES) * 3
    models = []
    for name, content in (
        ("a.txt", text.encode()),
        ("a.txt.xz", lzma.compress(text.encode())),
        ("a.txt.gz", gzip.compress(text.encode())),
    ):
        (tmp_path / name).write_bytes(content)
        out = tmp_path / f"{name}.model"
        options = ["--out", str(out), "--text", str(tmp_path / name), "--rounds", "5"]
        assert main(["train-entities", str(corpus), *options]) == 0
        models.append(out.read_bytes())
    assert models[0] == models[1] == models[2]


@pytest.mark.parametrize(("name", "content"), [("a.xz", b"no archive"), ("a.gz", b"no archive"), ("a.xz", b"")])
def test_text_that_cannot_be_unpacked_is_named(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    options = ["--out", str(tmp_path / "model"), "--text", str(tmp_path / name)]
    assert main(["train-entities", str(corpus), *options]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert name in line


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("كلمة\tO\nأخرى\n", r"corpus\.tsv:2: a word without a tag"),
        ("كلمة\tO\nأخرى\tPER\n", r"corpus\.tsv:2: 'PER' is no tag"),
        ("كلمة\tO\n\nأخرى\tB-\n", r"corpus\.tsv:3: 'B-' is no tag"),
        ("كلمة ثانية O\n", r"corpus\.tsv:1: 'ثانية' is no tag"),
        ("\n\n", r"corpus\.tsv: holds no sentence"),
        ("كلمة\tO\n", r"name no person"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, message: str) -> None:
    path = tmp_path / "corpus.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(TrainingError if "name no" not in message else training.PackageError, match=message):
        training.train([Corpus(columns.read(path), True)])
    assert main(["train-entities", str(path), "--out", str(tmp_path / "model.xz")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not (tmp_path / "model.xz").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["CORPUS", "--folds", "1"],
        ["CORPUS", "--rounds", "0"],
        ["CORPUS", "--text", "absent"],
        ["CORPUS", "--lexicons", "absent"],
        ["absent.tsv"],
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    given_ = [str(corpus) if argument == "CORPUS" else argument for argument in arguments]
    assert main(["train-entities", *given_, "--out", str(tmp_path / "model.xz")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_real_formats_are_read(tmp_path: Path) -> None:
    fine = tmp_path / "fine.txt"
    fine.write_bytes(
        "\ufeff\u200eقال\tO\r\n\u200eسمير\tB-Politician\r\n\u200eالبرقاوي\tI-Politician\r\n.\tO\r\n"
        "\u200eالعرب\tB-Group\r\n\u200eفي\tO\r\n\u200eتونس\tB-Nation\r\n".encode()
    )
    # Without blank lines a full stop ends a sentence.
    assert columns.read(fine) == [
        Sentence(("قال", "سمير", "البرقاوي", "."), (Entity(1, 3, "PER"),)),
        Sentence(("العرب", "في", "تونس"), (Entity(2, 3, "LOC"),)),
    ]
    nested = tmp_path / "nested.txt"
    nested.write_text(
        "سكرتير B-OCC\nاللجنة I-OCC B-ORG\nالقومية I-OCC I-ORG\nفي I-OCC\nنابلس I-OCC B-GPE\n\nواحد B-CARDINAL\n",
        encoding="utf-8",
    )
    assert columns.read(nested) == [
        Sentence(("سكرتير", "اللجنة", "القومية", "في", "نابلس"), (Entity(1, 3, "ORG"), Entity(4, 5, "LOC"))),
        Sentence(("واحد",), ()),
    ]


WORDS = st.one_of(
    st.sampled_from(["و", "ف", "ب", "ل", "ك", "ه", "ها", "العراق", "الرئيس", ".", "(", "2012", "IBM"]),
    st.text("ابتثوفلكي", min_size=1, max_size=6),
)


@st.composite
def sentences(draw: st.DrawFn) -> Sentence:
    words = draw(st.lists(WORDS, min_size=1, max_size=20))
    entities: list[Entity] = []
    at = 0
    while at < len(words):
        length = draw(st.integers(0, 3))
        if length:
            entities.append(Entity(at, min(len(words), at + length), draw(st.sampled_from(training.TYPES))))
        at += length + 1
    return Sentence(tuple(words), tuple(entities))


@given(st.lists(sentences(), min_size=1, max_size=5), st.booleans())
def test_entities_come_back_from_their_spans(known: list[Sentence], running: bool) -> None:
    given_ = Corpus(known, running)
    back = [story.as_words(story.spans()) for story in training.stories(given_, 3)]
    there = [set(story.entities) for story in training.stories(given_, 3)]
    assert back == there
    assert sum(map(len, there)) == sum(len(sentence.entities) for sentence in known)


@given(sentences())
def test_words_stand_in_the_text_in_order(sentence: Sentence) -> None:
    text, spans = columns.written(sentence)
    assert len(spans) == len(sentence.words)
    before = 0
    for word, (start, end) in zip(sentence.words, spans, strict=True):
        assert before <= start < end <= len(text)
        assert not text[before:start].strip()
        # An article loses its alef behind the preposition ل.
        assert text[start:end] in (word, word[1:])
        before = end
    assert not text[before:].strip()


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("و قال ف ل الرئيس جند ه", "وقال فللرئيس جنده"),
        ("ا ف ب اعلنت و ب سرعة", "ا ف ب اعلنت وبسرعة"),
        ("د . ك . و قال", "د . ك . وقال"),
        ("( و )", "( و )"),
    ],
)
def test_clitics_are_joined_and_initials_are_not(words: str, text: str) -> None:
    assert columns.written(Sentence(tuple(words.split()), ()))[0] == text


@given(st.lists(sentences(), max_size=12), st.integers(1, 6))
def test_parts_hold_every_sentence_once_and_in_order(known: list[Sentence], number: int) -> None:
    divided = training.parts(Corpus(known, True), number)
    assert len(divided) == number
    assert [sentence for part in divided for sentence in part.sentences] == known


@given(st.lists(sentences(), min_size=1, max_size=4))
@settings(max_examples=25)
def test_targets_begin_and_go_on_as_the_entities_do(known: list[Sentence]) -> None:
    from corpus_pkg.entities.tokens import Tokenizer

    (story,) = training.stories(Corpus(known, True), 10)
    folded = fold(story.text)
    tokens = Tokenizer({}, ())(folded.text)
    spans = [(folded.position(start), folded.position(end), kind) for start, end, kind in story.spans()]
    labels = training.targets(tokens, spans)
    assert len(labels) == len(tokens.forms)
    for start, end, label in zip(tokens.starts, tokens.ends, labels, strict=True):
        inside = [kind for first, last, kind in spans if first < end and start < last]
        assert label == "O" or label[2:] in inside
        assert not inside or label != "O" or folded.text[start:end] in "وفبلك"
    assert sum(label[0] == "B" for label in labels) <= len(spans)


def test_settings_decide_how_bold_it_is(corpus: Path) -> None:
    known = [Corpus(columns.read(corpus), True)]
    meek = training.train(known, settings=Settings(rounds=10, boldness=0.0))
    bold = training.train(known, settings=Settings(rounds=10, boldness=2.0))
    assert meek.attributes == bold.attributes
    assert [left[0] - right[0] for left, right in zip(meek.transitions, bold.transitions, strict=True)] == [2000] * 7
