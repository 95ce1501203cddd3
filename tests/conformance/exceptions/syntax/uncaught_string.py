"""A string literal that is not closed on its line."""

greeting = 'Hello
print(greeting)
