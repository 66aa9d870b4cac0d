"""The same with scikit-learn: TF-IDF, the exact sparse product in blocks, threshold 0.5.
   match_sklearn.py TEXTS [PAIRS]   how long it takes, and how many of its pairs at 0.7 are in PAIRS"""
import sys
import time

from sklearn.feature_extraction.text import TfidfVectorizer

with open(sys.argv[1], encoding="utf-8", errors="replace") as file:
    texts = file.read().split("\n")[:-1]
begin, cpu = time.time(), time.process_time()
vectors = TfidfVectorizer().fit_transform(texts)
transposed = vectors.T.tocsr()
pairs, BLOCK = [], 500
for start in range(0, vectors.shape[0], BLOCK):
    product = (vectors[start:start + BLOCK] @ transposed).tocoo()
    wanted = product.data >= 0.5
    for row, column, value in zip(product.row[wanted], product.col[wanted], product.data[wanted]):
        if row + start < column:
            pairs.append((row + start, column, value))
print(f"scikit-learn: {len(texts)} records: {time.time() - begin:.2f} s, processor {time.process_time() - cpu:.2f} s, "
      f"{len(pairs)} pairs at 0.5")
if len(sys.argv) > 2:
    with open(sys.argv[2]) as file:
        ours = {tuple(map(int, line.split()[:2])) for line in file}
    strong = [(a, b) for a, b, value in pairs if value >= 0.7]
    found = sum((a, b) in ours for a, b in strong)
    print(f"  of its {len(strong)} pairs at 0.7 we have {found} ({100 * found / max(len(strong), 1):.2f} %)")
