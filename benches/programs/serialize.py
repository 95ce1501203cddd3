"""Records to JSON and pickles and back: native code that makes many small objects."""

import json
import pickle


def records(count):
    return [{"id": i, "name": f"record {i}", "tags": ["even" if i % 2 == 0 else "odd", "\u00e9t\u00e9"],
             "position": (i * 0.5, -i), "parent": None if i == 0 else i // 2, "open": i % 3 == 0}
            for i in range(count)]


def main():
    made = records(400)
    total = 0
    for turn in range(60):
        text = json.dumps(made, sort_keys=turn % 2 == 0)
        read = json.loads(text)
        assert [r["name"] for r in read] == [r["name"] for r in made]
        data = pickle.dumps(made)
        assert pickle.loads(data) == made
        total += len(text) + len(data)
    print(total)


main()
