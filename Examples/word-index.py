"""CPU-bound: writes a text of 60,000 sentences and builds an index of its words, most frequent first."""

import random
import re
from collections import Counter, defaultdict

SUBJECTS = "the kernel|a compiler|this branch|the scheduler|every test|an old cache|the linker".split("|")
VERBS = "waits for|measures|rebuilds|forgets|divides|records|outlives".split("|")
OBJECTS = "its own output|the second core|a cold start|all of the pages|the last commit|two locks".split("|")

chance = random.Random(20250705)
sentences = [
    f"{chance.choice(SUBJECTS)} {chance.choice(VERBS)} {chance.choice(OBJECTS)}." for _ in range(60_000)
]

frequencies = Counter()
places = defaultdict(list)
for line, sentence in enumerate(sentences):
    for word in re.findall(r"[a-z]+", sentence):
        frequencies[word] += 1
        places[word].append(line)

for word, count in frequencies.most_common(10):
    print(f"{word:10} {count:6} times, first in sentence {places[word][0] + 1}")
