import _attr_circle_a

print(_attr_circle_a.later)
