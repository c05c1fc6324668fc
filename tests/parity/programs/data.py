"""The data sets of samples/Programs, read and prepared exactly as the sample does."""
import csv
import gzip
import pathlib
import struct

import numpy
import torch

SAMPLES = pathlib.Path(__file__).resolve().parents[3] / "samples"
PROGRAM_DATA = SAMPLES / "data" / "programs"
# Debian's package dataset-fashion-mnist, and the part of it that ships with the samples.
FASHION_FULL = pathlib.Path("/usr/share/datasets/fashion-mnist")
FASHION_SHIPPED = SAMPLES / "data" / "fashion-mnist"


def idx(path):
    """An IDX file of bytes as an array."""
    data = gzip.decompress(path.read_bytes())
    rank = data[3]
    shape = struct.unpack(f">{rank}i", data[4:4 + 4 * rank])
    return numpy.frombuffer(data, numpy.uint8, offset=4 + 4 * rank).reshape(shape)


def labelled(images, labels):
    """Images with pixels in [0, 1], channels first, and their labels."""
    pixels = torch.from_numpy(images.astype(numpy.float32) / 255)
    pixels = pixels.unsqueeze(1) if pixels.dim() == 3 else pixels.permute(0, 3, 1, 2).contiguous()
    return pixels, torch.from_numpy(labels.astype(numpy.int64))


def fashion_mnist(quick, training_limit=None):
    """Training and test images of Fashion-MNIST, [n, 1, 28, 28]: all, or the shipped ones if quick."""
    directory = FASHION_SHIPPED if quick else FASHION_FULL
    train = labelled(idx(directory / "train-images-idx3-ubyte.gz")[:training_limit], idx(directory / "train-labels-idx1-ubyte.gz")[:training_limit])
    return train, labelled(idx(directory / "t10k-images-idx3-ubyte.gz"), idx(directory / "t10k-labels-idx1-ubyte.gz"))


def fashion_10x10(quick):
    """The same, with a border of one pixel added and squares of 3 x 3 averaged: [n, 100]."""
    def shrink(part):
        return torch.nn.functional.avg_pool2d(part[0], 3, padding=1).flatten(1), part[1]

    train, test = fashion_mnist(quick)
    return shrink(train), shrink(test)


def emoji():
    """Training and test pictures of emoji, [n, 3, 32, 32], with their groups."""
    return tuple(
        labelled(idx(PROGRAM_DATA / f"emoji-{part}-images.idx.gz"), idx(PROGRAM_DATA / f"emoji-{part}-labels.idx.gz")) for part in ("train", "test"))


def digits():
    """1,348 training and 449 test digits, [n, 64], pixels in [0, 1]: three in four and every fourth."""
    rows = numpy.loadtxt(gzip.open(PROGRAM_DATA / "digits.csv.gz", "rt"), delimiter=",", dtype=numpy.float32)
    test = numpy.arange(len(rows)) % 4 == 3
    return tuple((torch.from_numpy(rows[part, :64] / 16), torch.from_numpy(rows[part, 64].astype(numpy.int64))) for part in (~test, test))


def standardised(rows, training_count):
    """Features with mean 0 and deviation 1 over the training rows, and the last column; the first rows train."""
    features, targets = rows[:, :-1], rows[:, -1:]
    features = (features - features[:training_count].mean(0)) / features[:training_count].std(0)
    features, targets = (torch.from_numpy(part.astype(numpy.float32)) for part in (features, targets))
    return (features[:training_count], targets[:training_count]), (features[training_count:], targets[training_count:])


def diabetes():
    """342 training and 100 test patients: ten standardised measurements, and the progression of the disease in units of 100."""
    rows = numpy.loadtxt(PROGRAM_DATA / "diabetes.csv", delimiter=",", skiprows=1)
    rows[:, -1] /= 100
    return standardised(rows, 342)


def breast_cancer():
    """419 training and 150 test tumours: thirty standardised measurements, and 1 for benign."""
    return standardised(numpy.loadtxt(gzip.open(PROGRAM_DATA / "breast-cancer.csv.gz", "rt"), delimiter=","), 419)


def el_nino():
    """Sea temperatures by month."""
    with open(PROGRAM_DATA / "el-nino.csv") as file:
        return numpy.array([float(row["temperature"]) for row in csv.DictReader(file)], numpy.float32)


LANGUAGES = ["English", "Spanish", "Dutch", "Polish", "Lithuanian"]
WORD_LENGTH = 12


def words():
    """10,000 training and 2,500 test words, [n, 12]: 1 to 26 for the letters behind as many zeros as are needed; and their languages."""
    lines = gzip.open(PROGRAM_DATA / "words.tsv.gz", "rt").read().split()
    tokens = torch.tensor([[ord(c) - ord("a") + 1 if c != " " else 0 for c in word.rjust(WORD_LENGTH)] for word in lines[::2]])
    labels = torch.tensor([LANGUAGES.index(language) for language in lines[1::2]])
    return (tokens[:10_000], labels[:10_000]), (tokens[10_000:], labels[10_000:])


def devils_dictionary():
    """The text as tokens, 90 % to train and 10 % to test, and the number of different characters."""
    text = gzip.open(PROGRAM_DATA / "devils-dictionary.txt.gz", "rt").read()
    characters = sorted(set(text))
    tokens = numpy.array([characters.index(c) for c in text])
    cut = len(tokens) * 9 // 10
    return tokens[:cut], tokens[cut:], len(characters)
