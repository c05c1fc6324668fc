#!/usr/bin/env python3
"""Makes samples/data/programs, the small data sets of samples/Programs, from Debian 12 packages.

Usage: make_program_data.py [NAME...]   (default: all; names: digits diabetes breast-cancer el-nino words devils-dictionary emoji)

The packages are downloaded with apt-get and unpacked into a temporary directory, nothing is installed. Needs python3-pil for the emoji.
The same packages give the same data. Where they come from and their licences: programs/README.md.
"""
import csv
import gzip
import io
import pathlib
import random
import re
import struct
import subprocess
import sys
import tempfile
import unicodedata

TARGET = pathlib.Path(__file__).resolve().parent / "programs"
SKLEARN = "usr/lib/python3/dist-packages/sklearn/datasets/data"
SEED = 1


def unpacked(package):
    """The directory with the files of a Debian package."""
    directory = pathlib.Path(WORK) / package
    if not directory.exists():
        subprocess.run(["apt-get", "download", "-q", package], cwd=WORK, check=True, stdout=subprocess.DEVNULL)
        archive = next(pathlib.Path(WORK).glob(f"{package}_*.deb"))
        subprocess.run(["dpkg-deb", "-x", archive, directory], check=True)
    return directory


def write(name, data):
    """Writes a file; a name with .gz is compressed, without name and time in its header, so that it depends on its content alone."""
    path = TARGET / name
    if name.endswith(".gz"):
        with open(path, "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
            packed.write(data)
    else:
        path.write_bytes(data)
    print(f"{name}: {path.stat().st_size:,} bytes")


def digits():
    """1,797 handwritten digits: 64 pixels from 0 to 16 and the digit, as scikit-learn has them."""
    write("digits.csv.gz", gzip.decompress((unpacked("python3-sklearn") / SKLEARN / "digits.csv.gz").read_bytes()))


def diabetes():
    """442 patients: ten measurements and the progression of the disease after one year."""
    source = unpacked("python3-sklearn") / SKLEARN
    features = gzip.decompress((source / "diabetes_data_raw.csv.gz").read_bytes()).decode().split("\n")
    targets = gzip.decompress((source / "diabetes_target.csv.gz").read_bytes()).decode().split("\n")
    rows = [f"{','.join(f.split())},{float(t):.0f}" for f, t in zip(features, targets) if f]
    write("diabetes.csv", ("age,sex,bmi,bp,s1,s2,s3,s4,s5,s6,progression\n" + "\n".join(shuffled(rows)) + "\n").encode())


def breast_cancer():
    """569 tumours: thirty measurements and 0 for malignant, 1 for benign."""
    lines = (unpacked("python3-sklearn") / SKLEARN / "breast_cancer.csv").read_text().split("\n")
    write("breast-cancer.csv.gz", ("\n".join(shuffled([line for line in lines[1:] if line])) + "\n").encode())


def el_nino():
    """732 monthly mean temperatures of the sea off Peru, 1950 to 2010."""
    path = unpacked("python3-statsmodels") / "usr/lib/python3/dist-packages/statsmodels/datasets/elnino/elnino.csv"
    rows = list(csv.reader(path.open()))[1:]
    months = [f"{row[0]}-{month + 1:02},{float(row[month + 1]):.2f}" for row in rows for month in range(12)]
    write("el-nino.csv", ("month,temperature\n" + "\n".join(months) + "\n").encode())


# language, package, path, encoding
WORD_LISTS = [
    ("English", "wamerican-small", "usr/share/dict/american-english-small", "utf-8"),
    ("Spanish", "wspanish", "usr/share/dict/spanish", "utf-8"),
    ("Dutch", "wdutch", "usr/share/dict/dutch", "utf-8"),
    ("Polish", "wpolish", "usr/share/dict/polish", "utf-8"),
    ("Lithuanian", "hunspell-lt", "usr/share/hunspell/lt_LT.dic", "iso-8859-13"),
]
WORDS_PER_LANGUAGE = 2500


def words():
    """2,500 words of each of five languages, 4 to 12 letters without their accents, each word in one language only."""
    lists = {}
    for language, package, path, encoding in WORD_LISTS:
        text = (unpacked(package) / path).read_text(encoding)
        lists[language] = {fold(line.split("/")[0]) for line in text.split("\n")} - {None}
    chosen = []
    for language, own in lists.items():
        others = set().union(*(other for name, other in lists.items() if name != language))
        chosen += [f"{word}\t{language}" for word in random.Random(SEED).sample(sorted(own - others), WORDS_PER_LANGUAGE)]
    write("words.tsv.gz", ("\n".join(shuffled(chosen)) + "\n").encode())


def fold(word):
    """The word in a to z, or nothing if it is a name, too short or long, or has other signs. Accents go, for they would give the language away."""
    if word != word.lower():
        return None
    folded = unicodedata.normalize("NFD", word.replace("ł", "l")).encode("ascii", "ignore").decode()
    return folded if re.fullmatch("[a-z]{4,12}", folded) else None


def devils_dictionary():
    """Ambrose Bierce's The Devil's Dictionary of 1911, from its preface on."""
    text = gzip.decompress((unpacked("dict-devil") / "usr/share/dictd/devil.dict.dz").read_bytes()).decode("latin-1")
    text = text[text.index("_The Devil's Dictionary_ was begun"):]
    # Only what a keyboard has; indentation and runs of empty lines say nothing.
    text = "".join(c for c in text if c == "\n" or " " <= c <= "~")
    text = re.sub(r"\n{3,}", "\n\n", re.sub(r" +", " ", re.sub(r"\n +", "\n", text))).strip() + "\n"
    write("devils-dictionary.txt.gz", text.encode("ascii"))


# The groups of Unicode's emoji-test.txt; flags and people with skin tones are sequences of characters and left out.
GROUPS = ["Smileys & Emotion", "People & Body", "Animals & Nature", "Food & Drink", "Travel & Places", "Activities", "Objects", "Symbols"]


def emoji():
    """Every emoji of one character as a picture of 32 x 32 pixels on white, with its group as the label; files as those of MNIST."""
    from PIL import Image, ImageDraw, ImageFont
    font = ImageFont.truetype(str(unpacked("fonts-noto-color-emoji") / "usr/share/fonts/truetype/noto/NotoColorEmoji.ttf"), 109)
    samples, group = [], None
    for line in (unpacked("unicode-data") / "usr/share/unicode/emoji/emoji-test.txt").read_text("utf-8").split("\n"):
        if line.startswith("# group: "):
            group = line[len("# group: "):]
        match = re.match(r"([0-9A-F]+)( FE0F)? +; fully-qualified", line)
        if not match or group not in GROUPS:
            continue
        picture = Image.new("RGB", (136, 136), "white")
        ImageDraw.Draw(picture).text((0, 4), chr(int(match[1], 16)), font=font, embedded_color=True)
        small = picture.resize((32, 32), Image.BOX)
        # The four highest bits of a colour: half the file, and no eye sees the difference at this size.
        samples.append((bytes(value // 16 * 17 for value in small.tobytes()), GROUPS.index(group)))
    samples = shuffled(samples)
    for name, part in ("train", [s for i, s in enumerate(samples) if i % 5]), ("test", samples[::5]):
        images = b"".join(image for image, _ in part)
        write(f"emoji-{name}-images.idx.gz", struct.pack(">I4i", 0x0804, len(part), 32, 32, 3) + images)
        write(f"emoji-{name}-labels.idx.gz", struct.pack(">Ii", 0x0801, len(part)) + bytes(label for _, label in part))


def shuffled(rows):
    """The rows in an order that is random and always the same, so that the first part can be the training part."""
    rows = list(rows)
    random.Random(SEED).shuffle(rows)
    return rows


MAKERS = {maker.__name__.replace("_", "-"): maker for maker in (digits, diabetes, breast_cancer, el_nino, words, devils_dictionary, emoji)}

if __name__ == "__main__":
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as WORK:
        for name in sys.argv[1:] or MAKERS:
            MAKERS[name]()
