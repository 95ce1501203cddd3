"""An assignment where a comparison was meant."""

value = 3
if value = 3:
    print("three")
