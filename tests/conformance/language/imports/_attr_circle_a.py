import _attr_circle_b

later = 1
