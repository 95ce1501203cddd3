"""A forgotten comma in a list over several lines."""

colors = [
    "red",
    green "blue",
]
