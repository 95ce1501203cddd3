"""Where in a sorted list something belongs, and putting it there; `_bisect` does it."""

from _bisect import bisect_left, bisect_right, insort_left, insort_right

bisect = bisect_right
insort = insort_right
