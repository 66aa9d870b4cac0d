"""The same with scikit-learn: TF-IDF, the exact sparse product in blocks, threshold 0.5; in lines of "name value".

   match_sklearn.py TEXTS [PAIRS]   also how many of its pairs at 0.7 are in PAIRS

The time is that of everything between the texts in memory and the pairs; starting Python is not in it."""
import sys
import time

from sklearn.feature_extraction.text import TfidfVectorizer

BLOCK = 500

with open(sys.argv[1], encoding="utf-8", errors="replace") as file:
    texts = file.read().split("\n")[:-1]
begin = time.monotonic()
vectors = TfidfVectorizer().fit_transform(texts)
transposed = vectors.T.tocsr()
pairs = []
for start in range(0, vectors.shape[0], BLOCK):
    product = (vectors[start:start + BLOCK] @ transposed).tocoo()
    wanted = (product.data >= 0.5) & (product.row + start < product.col)
    pairs += zip(product.row[wanted] + start, product.col[wanted], product.data[wanted])
print(f"seconds {time.monotonic() - begin:.3f}\nrecords {len(texts)}\npairs {len(pairs)}")
if len(sys.argv) > 2:
    with open(sys.argv[2]) as file:
        ours = {tuple(map(int, line.split()[:2])) for line in file}
    strong = [(a, b) for a, b, value in pairs if value >= 0.7]
    print(f"strong {len(strong)}\nfound {sum((a, b) in ours for a, b in strong)}")
