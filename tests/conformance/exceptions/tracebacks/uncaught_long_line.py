"""A statement that is longer than the screen, and one built of many short lines."""

table = {"first_key_of_the_table": {"second_key_of_the_table": {"third_key_of_the_table": [1, 2, 3, 4, 5, 6, 7, 8, 9]}}}
print(table["first_key_of_the_table"]["second_key_of_the_table"]["third_key_of_the_table"][0])


def build():
    return [
        1,
        2,
        3,
        4,
        5,
        table["first_key_of_the_table"]["second_key_of_the_table"]["third_key_of_the_table"][100] + table["nothing"],
        7,
    ]


build(
)
