"""How well and how fast people, organisations and places are labelled. One core.

    python benchmarks/entities.py [--running CORPUS] [--shuffled CORPUS]... [--text DIR]...
                                  [--words TEXT]... [--folds N] [--gold PAGES.jsonl --pages DIR] [--skip-training]

Corpora are files of words and tags in columns. Printed are, in exact entities (type, first and last word):

- cross-validation of the running corpus over contiguous parts, beside a plain CRF (word, affixes, two neighbours on
  either side; no lexicon, no gazetteer) and the gazetteer and patterns alone, all in the same run;
- each corpus read by what the others taught, for an estimate of texts of another kind;
- the annotated pages of --gold (mentions in their stories) read by the model that comes with the package, alone;
- MB of UTF-8 a second of that model over the pages of --text, each text read as one story, features of the gazetteer
  included, in the first round (nothing is known of any word) and in the second; and the most memory that it took.

What is not there is skipped, and that is said.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from corpus_pkg.entities import labeller
from corpus_pkg.entities.labeller import Labeller
from corpus_pkg.entities.recognition import Recognised
from corpus_pkg.entities.weights import OUTSIDE
from corpus_pkg.language.lexicons import default
from corpus_pkg.training import columns, texts, training
from corpus_pkg.training.columns import Entity, Sentence
from corpus_pkg.training.settings import Settings
from corpus_pkg.training.training import TYPES, Corpus, Material, Scores

_DATA = Path(__file__).parents[2] / "shared"
_CORPORA = _DATA / "data" / "ner"


def line(name: str, scores: Scores) -> str:
    """A row of a table: precision, recall and F1, then F1 of each type."""
    precision, recall, f1 = scores.of()
    return f"{name:30}{precision:8.3f}{recall:8.3f}{f1:9.4f}" + "".join(f"{scores.of(kind)[2]:8.3f}" for kind in TYPES)


def heading(title: str) -> None:
    """The head of a table."""
    print(f"\n{title:30}{'P':>8}{'R':>8}{'F1':>9}" + "".join(f"{kind:>8}" for kind in TYPES), flush=True)


class Plain:
    """A CRF of what anyone would begin with: word, affixes, neighbours."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        import pycrfsuite

        trainer = pycrfsuite.Trainer(verbose=False)
        trainer.set_params({"c1": 0.1, "c2": 0.1, "max_iterations": 80, "feature.possible_transitions": True})
        for sentence in sentences:
            labels = [OUTSIDE] * len(sentence.words)
            for first, last, kind in sentence.entities:
                labels[first:last] = [f"B-{kind}", *[f"I-{kind}"] * (last - first - 1)]
            trainer.append(self._features(sentence), labels)
        self._tagger = pycrfsuite.Tagger()
        with tempfile.TemporaryDirectory() as folder:
            trainer.train(str(Path(folder) / "model"))
            self._tagger.open(str(Path(folder) / "model"))

    @staticmethod
    def _features(sentence: Sentence) -> list[list[str]]:
        words = ["<", "<", *sentence.words, ">", ">"]
        return [
            [
                f"w={word}",
                *(f"p={word[:size]}" for size in range(1, 5)),
                *(f"s={word[-size:]}" for size in range(1, 5)),
                *(f"{place}={words[at + 2 + place]}" for place in (-2, -1, 1, 2)),
            ]
            for at, word in enumerate(sentence.words)
        ]

    def read(self, sentences: Sequence[Sentence]) -> Scores:
        """How well it reads the sentences."""
        counted = Scores()
        for sentence in sentences:
            labels = [*self._tagger.tag(self._features(sentence)), OUTSIDE]
            edges = [at for at, label in enumerate(labels) if label[0] != "I"]
            counted.add(
                {Entity(at, end, labels[at][2:]) for at, end in pairwise(edges) if labels[at] != OUTSIDE},
                set(sentence.entities),
            )
        return counted


def gazetteer(corpus: Corpus) -> Scores:
    """How well the gazetteer and the patterns read a corpus by themselves."""
    counted = Scores()
    for story in training.stories(corpus, Settings.together):
        known = training.found_by_gazetteer(story.text, default())
        spans = [Recognised(one.start, one.end, one.type) for one in known if one.type in TYPES]
        counted.add(story.as_words(spans), set(story.entities))
    return counted


def cross_validated(corpus: Corpus, known: Material, folds: int) -> None:
    """Print the table of cross-validation."""
    parts = training.parts(corpus, folds)
    heading(f"{folds} contiguous parts")
    total, plain, names = Scores(), Scores(), Scores()
    for number, scores in enumerate(training.cross_validation([corpus], known, folds)):
        print(line(f"part {number + 1}", scores), flush=True)
        total.merge(scores)
        taught = [sentence for at, part in enumerate(parts) if at != number for sentence in part.sentences]
        plain.merge(Plain(taught).read(parts[number].sentences))
        names.merge(gazetteer(parts[number]))
    print(line("all parts", total))
    print(line("all parts, plain CRF", plain))
    print(line("all parts, gazetteer alone", names))


def crossed(corpora: dict[str, Corpus], known: Material) -> None:
    """Print how well each corpus is read by what the others taught."""
    heading("taught by the other corpora")
    for name, corpus in corpora.items():
        others = [other for other_name, other in corpora.items() if other_name != name]
        taught = Labeller(training.train(others, known))
        print(line(name, training.scores(taught, [corpus])), flush=True)
        plain = Plain([sentence for other in others for sentence in other.sentences])
        print(line(f"{name}, plain CRF", plain.read(corpus.sentences)), flush=True)


def annotated(gold: Path, pages: Path) -> None:
    """Print how well the shipped model reads annotated pages."""
    read = labeller.default()
    counted = Scores()
    for row in map(json.loads, gold.read_text(encoding="utf-8").splitlines()):
        if not row.get("mentions"):
            continue
        text = (pages / Path(row["file"]).name).read_bytes().decode(row["encoding"])
        zones = [(one["start"], one["end"]) for one in row["segments"] if one["kind"] in ("title", "body", "caption")]
        wanted = {Entity(one["start"], one["end"], one["type"]) for one in row["mentions"] if one["type"] in TYPES}
        found = {
            Entity(start + one.start, start + one.end, one.type)
            for start, end in zones
            for one in read(text[start:end])
        }
        inside = {one for one in wanted if any(start <= one.first and one.last <= end for start, end in zones)}
        counted.add(found, inside)
    heading("annotated pages")
    print(line("the shipped model, alone", counted))


def timed(texts: Sequence[str]) -> None:
    """Print the speed of the shipped model."""
    size = sum(len(text.encode("utf-8", "replace")) for text in texts) / 1e6
    print(f"\nspeed: {len(texts)} texts, {size:.1f} MB of UTF-8")
    start = time.perf_counter()
    read = labeller.default()
    training.found_by_gazetteer("", default())
    print(f"  loaded in {time.perf_counter() - start:.2f} s")
    for name in ("first", "second"):
        start, used = time.perf_counter(), time.process_time()
        for text in texts:
            read(text)
        seconds, used = time.perf_counter() - start, time.process_time() - used
        print(f"  {name} round: {size / seconds:.2f} MB/s ({size / used:.2f} MB a second of processor time)")
    start = time.perf_counter()
    for text in texts:
        training.found_by_gazetteer(text, default())
    print(f"  of which the gazetteer: {size / (time.perf_counter() - start):.2f} MB/s")
    print(f"  most memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    running = _CORPORA / "newsfane_gold" / "NewsFANE_Gold_2014_170K.txt"
    shuffled = [_CORPORA / "wojood_sample" / name for name in ("train.txt", "val.txt")]
    folders = [_DATA / "data" / name for name in ("newspapers_2012", "bbc_cnn_2009_2010")]
    # What the shipped model knows words from: all but what is for science alone, and satire.
    raw = sorted((_DATA / "data" / "raw").glob("*.txt.xz"))
    raw = [path for path in raw if not path.name.startswith(("saudi", "hudood"))]
    parser.add_argument("--running", type=Path, default=running, help="a corpus whose sentences follow on one another")
    parser.add_argument("--shuffled", type=Path, nargs="*", default=shuffled, help="files of one corpus in no order")
    parser.add_argument("--text", type=Path, nargs="*", default=folders, help="folders of pages without tags")
    parser.add_argument("--words", type=Path, nargs="*", default=raw, help="texts that tell what words are like")
    parser.add_argument("--gold", type=Path, default=_DATA / "gold" / "seeds.jsonl", help="annotated pages")
    parser.add_argument("--pages", type=Path, default=Path(__file__).parents[1] / "seeds", help="their files")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--skip-training", action="store_true", help="only what the shipped model does")
    options = parser.parse_args()
    folders = [folder for folder in options.text if folder.is_dir()]
    for folder in options.text:
        if folder not in folders:
            print(f"{folder}: is not there; skipped")
    if folders:
        timed(list(texts.read(folders))[::2])
    if options.gold.is_file():
        annotated(options.gold, options.pages)
    else:
        print(f"{options.gold}: is not there; the annotated pages are skipped")
    absent = [path for path in (options.running, *options.shuffled) if not path.is_file()]
    for path in absent:
        print(f"{path}: is not there; what needs it is skipped")
    if options.skip_training or options.running in absent:
        return 0
    known = training.material(training.distinct_lines(texts.read(options.words or folders)))
    corpora = {"running": Corpus(columns.read(options.running), True)}
    cross_validated(corpora["running"], known, options.folds)
    if options.shuffled and not absent:
        sentences = [sentence for path in options.shuffled for sentence in columns.read(path)]
        corpora["shuffled"] = Corpus(sentences, False)
        crossed(corpora, known)
    return 0


if __name__ == "__main__":
    sys.exit(main())
